package upft.sampling;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import upft.model.Decoding;
import upft.model.LanguageModel;
import upft.task.CancelToken;

/**
 * Decodes batch after batch in chunks; rows that are done leave their batch.
 *
 * <p>How long a chunk is depends on the machine's speed, so rows leave at fixed places only: the shape of a batch, and with
 * it the rounding, is then the same on every run.
 */
final class BatchRun {
    /** A row that ended idles until the next multiple of this: 3 or 4 tokens on average. */
    private static final int TOKENS_BETWEEN_LEAVES = 8;

    private final LanguageModel model;
    private final SamplingSettings settings;
    private final LongSupplier clock;
    private final Tally tally;
    private final CancelToken cancel;
    private ChunkPolicy policy = ChunkPolicy.start();

    BatchRun(LanguageModel model, SamplingSettings settings, LongSupplier clock, Tally tally, CancelToken cancel) {
        this.model = model;
        this.settings = settings;
        this.clock = clock;
        this.tally = tally;
        this.cancel = cancel;
    }

    /** Decodes the rows of one batch to their ends. */
    void decode(List<Row> batch) {
        cancel.throwIfCancelled();
        tally.report();
        List<int[]> prompts = batch.stream().map(Row::promptIds).toList();
        int longest = batch.stream().mapToInt(Row::limit).max().orElseThrow();
        try (Decoding decoding = model.decode(prompts, longest, settings.decoding())) {
            List<Row> rows = batch;
            int place = 0;
            while (!rows.isEmpty()) {
                int leave = nextLeave(rows, place);
                while (place < leave && !allDone(rows)) {
                    cancel.throwIfCancelled();
                    place += decodeChunk(decoding, rows, leave - place);
                }
                rows = keepUnfinished(decoding, rows);
            }
        }
    }

    /** The next fixed place, or sooner the first limit: no row is decoded beyond its request. */
    private static int nextLeave(List<Row> rows, int place) {
        int limit = rows.stream().mapToInt(Row::limit).min().orElseThrow();
        return Math.min(limit, (place / TOKENS_BETWEEN_LEAVES + 1) * TOKENS_BETWEEN_LEAVES);
    }

    private int decodeChunk(Decoding decoding, List<Row> rows, int most) {
        int steps = Math.min(policy.steps(), most);
        long start = clock.getAsLong();
        Decoding.Chunk chunk = decoding.next(steps, uniforms(rows, steps));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (!row.done()) {
                int before = row.length();
                row.append(chunk.ids()[i], chunk.logProbs()[i], model.endTokens());
                tally.add(row, row.length() - before);
            }
        }
        policy = policy.after(steps, (clock.getAsLong() - start) / 1e9);
        tally.report();
        return steps;
    }

    private static List<Row> keepUnfinished(Decoding decoding, List<Row> rows) {
        int[] unfinished =
                IntStream.range(0, rows.size()).filter(i -> !rows.get(i).done()).toArray();
        if (unfinished.length > 0 && unfinished.length < rows.size()) {
            decoding.keep(unfinished);
        }
        return IntStream.of(unfinished).mapToObj(rows::get).toList();
    }

    private static boolean allDone(List<Row> rows) {
        return rows.stream().allMatch(Row::done);
    }

    private static float[] uniforms(List<Row> rows, int steps) {
        float[] uniforms = new float[rows.size() * steps];
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = rows.get(i / steps).uniform(i % steps);
        }
        return uniforms;
    }
}
