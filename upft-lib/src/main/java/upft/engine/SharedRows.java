package upft.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows of tokens of which what several begin with is there once: a causal model computes the same for it in each of them.
 * Training examples share the beginning of a chat template, and several traces of one problem its whole prompt. Their
 * gradients add up, so that the sum is that of the rows computed apart.
 *
 * @param packed the tokens that are computed; places and lengths are those of the first row that a token is in
 * @param tokens which of them each token of the rows is, counted through all rows
 */
record SharedRows(PackedRows packed, int[] tokens) {
    /** Nothing is shared. */
    static SharedRows apart(List<int[]> rows) {
        PackedRows packed = PackedRows.of(rows);
        return new SharedRows(packed, IntStream.range(0, packed.ids().length).toArray());
    }

    static SharedRows of(List<int[]> rows) {
        Beginnings beginnings = new Beginnings();
        int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        List<Integer> places = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        List<Integer> packing = new ArrayList<>();
        int[] unpacking = new int[rows.size() * width];
        int[] tokens = new int[rows.stream().mapToInt(row -> row.length).sum()];
        int at = 0;
        for (int r = 0; r < rows.size(); r++) {
            int[] row = rows.get(r);
            int token = Beginnings.NONE;
            for (int i = 0; i < row.length; i++) {
                token = beginnings.longer(token, row[i]);
                if (token == places.size()) {
                    places.add(i);
                    lengths.add(row.length);
                    packing.add(r * width + i);
                }
                unpacking[r * width + i] = token;
                tokens[at++] = token;
            }
        }
        if (places.size() == unpacking.length) {
            return apart(rows);
        }
        PackedRows packed = new PackedRows(
                beginnings.ids(), array(places), array(lengths), rows.size(), width, unpacking, array(packing));
        return new SharedRows(packed, tokens);
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A tree of all beginnings, each by the token that it ends with. */
    private static final class Beginnings {
        private static final int NONE = -1;

        private final Map<Long, Integer> known = new HashMap<>();
        private final List<Integer> ids = new ArrayList<>();

        /** The beginning that is longer by one token; a new one has the next number. */
        int longer(int beginning, int id) {
            int next = known.computeIfAbsent((long) beginning << Integer.SIZE | id, key -> ids.size());
            if (next == ids.size()) {
                ids.add(id);
            }
            return next;
        }

        int[] ids() {
            return array(ids);
        }
    }
}
