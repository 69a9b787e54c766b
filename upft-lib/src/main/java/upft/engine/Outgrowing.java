package upft.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where sequences longer than some length have other rotary frequencies ({@link Rotary#switches}), all that a row has in
 * the cache is void once it outgrows that length. This keeps the tokens of rows that may, to compute them anew from, and
 * says when. For other decoders it keeps nothing.
 */
final class Outgrowing {
    private final Rotary rotary;

    /** Tokens of each row, the newest last; null for a row that is longer already. */
    private final List<int[]> rows = new ArrayList<>();

    Outgrowing(Rotary rotary) {
        this.rotary = rotary;
    }

    void admit(int[] prompt) {
        if (rotary.switches()) {
            rows.add(prompt.length > rotary.trainedLength() ? null : prompt);
        }
    }

    void keep(int[] kept) {
        if (rotary.switches()) {
            List<int[]> old = new ArrayList<>(rows);
            rows.clear();
            Arrays.stream(kept).forEach(row -> rows.add(old.get(row)));
        }
    }

    /** How many tokens every row can have more before the first of them is too long for what it has in the cache. */
    int stepsLeft() {
        return rows.stream()
                .filter(tokens -> tokens != null)
                .mapToInt(tokens -> rotary.trainedLength() + 1 - tokens.length)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * Takes note of sampled tokens, no more a row than there were steps left.
     *
     * @return tokens of the rows that outgrew the length with them, by row
     */
    Map<Integer, int[]> sampled(KeyValueCache.Sampled sampled) {
        Map<Integer, int[]> outgrown = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) != null) {
                int[] tokens = joined(rows.get(row), sampled, row);
                boolean within = tokens.length <= rotary.trainedLength();
                rows.set(row, within ? tokens : null);
                if (!within) {
                    outgrown.put(row, tokens);
                }
            }
        }
        return outgrown;
    }

    private static int[] joined(int[] before, KeyValueCache.Sampled sampled, int row) {
        int[] tokens = Arrays.copyOf(before, before.length + sampled.steps());
        for (int i = 0; i < sampled.steps(); i++) {
            tokens[before.length + i] = (int) sampled.ids()[row * sampled.steps() + i];
        }
        return tokens;
    }
}
