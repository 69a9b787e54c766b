package upft.sampling;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import upft.model.Decoding;
import upft.model.LanguageModel;
import upft.task.CancelToken;

/** Decodes batch after batch in chunks; rows that are done leave their batch. */
final class BatchRun {
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
            List<Row> active = batch;
            while (!active.isEmpty()) {
                cancel.throwIfCancelled();
                decodeChunk(decoding, active);
                active = keepUnfinished(decoding, active);
            }
        }
    }

    private void decodeChunk(Decoding decoding, List<Row> active) {
        // Up to the first limit only: a row is never decoded beyond its request.
        int room = active.stream().mapToInt(Row::remaining).min().orElseThrow();
        int steps = Math.min(policy.steps(), room);
        long start = clock.getAsLong();
        Decoding.Chunk chunk = decoding.next(steps, uniforms(active, steps));
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            int before = row.length();
            row.append(chunk.ids()[i], chunk.logProbs()[i], model.endTokens());
            tally.add(row.length() - before, row.done() ? row.remaining() : 0, row.done() ? 1 : 0);
        }
        policy = policy.after(steps, (clock.getAsLong() - start) / 1e9);
        tally.report();
    }

    private static List<Row> keepUnfinished(Decoding decoding, List<Row> active) {
        int[] unfinished = IntStream.range(0, active.size())
                .filter(i -> !active.get(i).done())
                .toArray();
        if (unfinished.length > 0 && unfinished.length < active.size()) {
            decoding.keep(unfinished);
        }
        return IntStream.of(unfinished).mapToObj(active::get).toList();
    }

    private static float[] uniforms(List<Row> rows, int steps) {
        float[] uniforms = new float[rows.size() * steps];
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = rows.get(i / steps).uniform(i % steps);
        }
        return uniforms;
    }
}
