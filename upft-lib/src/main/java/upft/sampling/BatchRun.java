package upft.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import upft.model.Decoding;
import upft.model.LanguageModel;
import upft.task.CancelToken;

/**
 * Decodes rows in chunks; rows that are done leave, and others take their place.
 *
 * <p>How long a chunk is depends on the machine's speed, so rows come and go at fixed places only: the shape of the batch,
 * and with it the rounding, is then the same on every run.
 */
final class BatchRun {
    /** A row that ended idles until the next multiple of this: one or two tokens on average. */
    private static final int TOKENS_BETWEEN_LEAVES = 4;

    /**
     * Floating-point operations of the prompts that are put through the model in one call: half a second on two cores of
     * a common machine. More would be no faster, and an interrupt would wait for it.
     */
    private static final double OPERATIONS_A_PREFILL = 1e11;

    /** Fewer tokens would leave much of a processor idle. */
    private static final int LEAST_TOKENS_A_PREFILL = 64;

    private final LanguageModel model;
    private final SamplingSettings settings;
    private final LongSupplier clock;
    private final Tally tally;
    private final Consumer<Row> ended;
    private final CancelToken cancel;
    private final Ending ending;
    private ChunkPolicy policy = ChunkPolicy.start();

    /**
     * @param settings with the end tokens in force
     * @param ended is given each row as soon as it is done
     */
    BatchRun(
            LanguageModel model,
            SamplingSettings settings,
            LongSupplier clock,
            Tally tally,
            Consumer<Row> ended,
            CancelToken cancel) {
        this.model = model;
        this.settings = settings;
        this.clock = clock;
        this.tally = tally;
        this.ended = ended;
        this.cancel = cancel;
        this.ending = new Ending(settings, model.tokenizer());
    }

    /** Decodes the rows to their ends. */
    void decode(List<Row> all) {
        if (all.isEmpty()) {
            return;
        }
        Schedule schedule = new Schedule(all, settings.batchSize());
        int room = Math.min(all.size(), settings.batchSize());
        int[] beginning =
                Beginning.of(all.stream().map(Row::promptIds).distinct().toList());
        try (Decoding decoding = model.decode(room, beginning, settings.decoding())) {
            List<Row> rows = admitted(decoding, schedule, List.of());
            for (int place = 0; !rows.isEmpty(); ) {
                int leave = nextLeave(rows, place);
                while (place < leave && !rows.stream().allMatch(Row::done)) {
                    cancel.throwIfCancelled();
                    place += decodeChunk(decoding, rows, leave - place);
                }
                rows = admitted(decoding, schedule, unfinished(decoding, rows));
            }
        }
    }

    /** The rows with those that come in, whose prompts are put through the model some at a time. */
    private List<Row> admitted(Decoding decoding, Schedule schedule, List<Row> present) {
        if (!schedule.opens(present.size())) {
            return present;
        }
        List<Row> rows = new ArrayList<>(present);
        int tokens = (int) Math.max(LEAST_TOKENS_A_PREFILL, OPERATIONS_A_PREFILL / (2.0 * model.parameters()));
        List<List<Row>> groups = schedule.next(rows.size(), tokens);
        while (!groups.isEmpty()) {
            cancel.throwIfCancelled();
            tally.report();
            decoding.admit(groups.stream()
                    .map(group -> new Decoding.Prompt(group.get(0).promptIds(), group.size()))
                    .toList());
            groups.forEach(rows::addAll);
            groups = schedule.next(rows.size(), tokens);
        }
        return rows;
    }

    /** The next fixed place, or sooner the first limit: no row is decoded beyond its request. */
    private static int nextLeave(List<Row> rows, int place) {
        int remaining = rows.stream().mapToInt(Row::remaining).min().orElseThrow();
        return Math.min(place + remaining, (place / TOKENS_BETWEEN_LEAVES + 1) * TOKENS_BETWEEN_LEAVES);
    }

    private int decodeChunk(Decoding decoding, List<Row> rows, int most) {
        int steps = Math.min(policy.steps(), most);
        long start = clock.getAsLong();
        Decoding.Chunk chunk = decoding.next(steps, uniforms(rows, steps));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (!row.done()) {
                int before = row.length();
                row.append(chunk.ids()[i], chunk.logProbs()[i], chunk.samplingLogProbs()[i], ending);
                tally.add(row, row.length() - before);
                if (row.done()) {
                    ended.accept(row);
                }
            }
        }
        policy = policy.after(steps, (clock.getAsLong() - start) / 1e9);
        tally.report();
        return steps;
    }

    /** Drops the rows that are done; the last ones take their places. */
    private static List<Row> unfinished(Decoding decoding, List<Row> rows) {
        int[] kept = new int[(int) rows.stream().filter(row -> !row.done()).count()];
        int last = rows.size();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i;
            if (rows.get(i).done()) {
                do {
                    last--;
                } while (rows.get(last).done());
                kept[i] = last;
            }
        }
        if (kept.length < rows.size()) {
            decoding.keep(kept);
        }
        return Arrays.stream(kept).mapToObj(rows::get).toList();
    }

    private static float[] uniforms(List<Row> rows, int steps) {
        float[] uniforms = new float[rows.size() * steps];
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = rows.get(i / steps).uniform(i % steps);
        }
        return uniforms;
    }
}
