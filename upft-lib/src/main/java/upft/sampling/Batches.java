package upft.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts rows together that decode well together. A policy that knows nothing of tensors. */
final class Batches {
    private Batches() {}

    /**
     * Batches of at most {@code batchSize} rows. Rows of one token limit stand together, so that short prefixes do not wait
     * for full traces, and among them those with prompts of like length, so that padding is small; the longest come first,
     * so that what does not fit in memory fails at once. Samples of one problem stay adjacent, as their prompt is then
     * computed once. No batch is longer than {@code contextLength} with the longest prompt and limit in it.
     */
    static List<List<Row>> of(List<Row> rows, int batchSize, int contextLength) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(Row::limit)
                .thenComparingInt(row -> row.promptIds().length)
                .reversed());
        List<List<Row>> batches = new ArrayList<>();
        List<Row> batch = new ArrayList<>();
        int longestPrompt = 0;
        for (Row row : sorted) {
            int withRow = Math.max(longestPrompt, row.promptIds().length);
            boolean fits = batch.isEmpty() || batch.get(0).limit() + withRow <= contextLength;
            if (batch.size() == batchSize || !fits) {
                batches.add(List.copyOf(batch));
                batch.clear();
                withRow = row.promptIds().length;
            }
            batch.add(row);
            longestPrompt = withRow;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
