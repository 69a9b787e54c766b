package upft.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of tokens of unequal length, one after the other without padding.
 *
 * @param ids all tokens, [N]
 * @param places position of each token within its row, [N]
 * @param lengths tokens of the row that each token is in, [N]
 * @param rows how many rows
 * @param width length of the longest row
 * @param unpacking for rows padded at their end, which token of {@code ids} stands at each place, [rows * width], token 0
 *     in the padding; empty where all rows are equally long
 * @param packing at which of those places each token of {@code ids} stands, [N]; empty where all rows are equally long
 */
record PackedRows(int[] ids, int[] places, int[] lengths, int rows, int width, int[] unpacking, int[] packing) {
    static PackedRows of(List<int[]> rows) {
        int total = rows.stream().mapToInt(row -> row.length).sum();
        int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        boolean padded = total < rows.size() * width;
        int[] ids = new int[total];
        int[] places = new int[total];
        int[] lengths = new int[total];
        int[] packing = new int[padded ? total : 0];
        int[] unpacking = new int[padded ? rows.size() * width : 0];
        int at = 0;
        for (int r = 0; r < rows.size(); r++) {
            int[] row = rows.get(r);
            for (int i = 0; i < row.length; i++, at++) {
                ids[at] = row[i];
                places[at] = i;
                lengths[at] = row.length;
                if (padded) {
                    packing[at] = r * width + i;
                    unpacking[r * width + i] = at;
                }
            }
        }
        return new PackedRows(ids, places, lengths, rows.size(), width, unpacking, packing);
    }

    /** The same rows as parts of longer ones, which have {@code before} tokens before and {@code behind} behind them. */
    PackedRows within(int before, int behind) {
        int[] later = Arrays.stream(places).map(place -> place + before).toArray();
        int[] longer =
                Arrays.stream(lengths).map(length -> before + length + behind).toArray();
        return new PackedRows(ids, later, longer, rows, width, unpacking, packing);
    }
}
