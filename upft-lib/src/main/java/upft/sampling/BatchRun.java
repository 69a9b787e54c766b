package upft.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import upft.io.MemoryShortException;
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
        int longest = all.stream().mapToInt(Row::remaining).max().orElseThrow();
        Decoding.Room room = new Decoding.Room(Math.min(all.size(), settings.batchSize()), longest);
        int[] beginning =
                Beginning.of(all.stream().map(Row::promptIds).distinct().toList());
        try (Decoding decoding = model.decode(room, beginning, settings.decoding())) {
            List<Row> rows = admitted(decoding, schedule, List.of());
            for (int place = 0; !rows.isEmpty(); ) {
                try {
                    rows = reserved(decoding, schedule, rows);
                    place = decodeToLeave(decoding, rows, place);
                    rows = unfinished(decoding, rows);
                } catch (MemoryShortException e) {
                    List<Row> undone = rows.stream().filter(row -> !row.done()).toList();
                    rows = retreat(decoding, schedule, undone, 0, e);
                }
                rows = admitted(decoding, schedule, rows);
            }
        }
    }

    /** Decodes to the next place where rows may come and go, unless all have ended before. */
    private int decodeToLeave(Decoding decoding, List<Row> rows, int start) {
        int leave = nextLeave(rows, start);
        int place = start;
        while (place < leave && !rows.stream().allMatch(Row::done)) {
            cancel.throwIfCancelled();
            place += decodeChunk(decoding, rows, leave - place);
        }
        return place;
    }

    /** The rows with those that come in; where memory is short for these, they wait, and fewer come in from now on. */
    private List<Row> admitted(Decoding decoding, Schedule schedule, List<Row> present) {
        List<List<Row>> groups = schedule.opens(present.size()) ? schedule.next(present.size()) : List.of();
        if (groups.isEmpty()) {
            return present;
        }
        List<Row> rows = new ArrayList<>(present);
        groups.forEach(rows::addAll);
        try {
            decoding.admit(groups.stream().map(BatchRun::prompt).toList(), () -> {
                cancel.throwIfCancelled();
                tally.report();
            });
            return rows;
        } catch (MemoryShortException e) {
            return admitted(decoding, schedule, retreat(decoding, schedule, rows, present.size(), e));
        }
    }

    private static Decoding.Prompt prompt(List<Row> group) {
        return new Decoding.Prompt(group.get(0).context(), group.size());
    }

    /** The rows that there is memory for to go on. */
    private List<Row> reserved(Decoding decoding, Schedule schedule, List<Row> rows) {
        List<Row> fitting = rows;
        while (true) {
            try {
                decoding.reserve(TOKENS_BETWEEN_LEAVES);
                return fitting;
            } catch (MemoryShortException e) {
                fitting = retreat(decoding, schedule, fitting, fitting.size() / 2, e);
            }
        }
    }

    /** Drops all but the first rows; the others come in again later, with what they have so far as their prompts. */
    private List<Row> retreat(
            Decoding decoding, Schedule schedule, List<Row> rows, int kept, MemoryShortException why) {
        if (kept == 0 && rows.size() == 1) {
            throw why;
        }
        decoding.keep(IntStream.range(0, Math.min(kept, decoding.rows())).toArray());
        tally.narrowed(schedule.halve());
        schedule.putBack(rows.subList(kept, rows.size()));
        return List.copyOf(rows.subList(0, kept));
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
