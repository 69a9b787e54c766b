package upft.bench.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import upft.bench.Footprint;
import upft.bench.Goal;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/**
 * The rows of one workload. Speed is compared with every rival, everything else with the first.
 *
 * <p>Decoding is what is not prefill, with whatever else a program does meanwhile. Its useful arithmetic is that of the
 * tokens which count, whatever was computed besides; the memory it has to read is the weights once a step and each such
 * token's keys and values.
 *
 * @param prompts of the job, in its order
 * @param batch rows that ours decodes at a time
 */
record SampleRows(Workload workload, List<int[]> prompts, int batch, Basics basics, Arithmetic arithmetic) {
    /** Of weights and cache. */
    private static final double MOST_MEMORY = 1.35;

    private static final double MEGA = 1e6;

    List<Row> of(Results<SampleResult> ours, List<Results<SampleResult>> rivals) {
        List<Row> rows = new ArrayList<>();
        for (Results<SampleResult> rival : rivals) {
            rows.add(row("useful new tokens", "tokens/s", Better.HIGHER, SampleRows::speed, ours, List.of(rival))
                    .withNote(rival.note()));
        }
        if (rivals.isEmpty()) {
            rows.add(row("useful new tokens", "tokens/s", Better.HIGHER, SampleRows::speed, ours, rivals));
        } else if (workload.goal().isPresent()) {
            rows.set(0, rows.get(0).withGoal(Goal.ratio(workload.goal().getAsDouble())));
        }
        rows.add(row("mean length", "tokens", Better.HIGHER, r -> Optional.of(r.meanLength()), ours, rivals));
        rows.add(row("prefill", "tokens/s", Better.HIGHER, this::prefillSpeed, ours, rivals)
                .withNote("Tokens of the prompts a second, each question's counted once."));
        rows.add(row("decoding", "tokens/s", Better.HIGHER, this::decodeSpeed, ours, rivals));
        rows.add(row("decoding, of the arithmetic's peak", "%", Better.HIGHER, this::shareOfPeak, ours, rivals));
        rows.add(row("decoding, of the memory's bandwidth", "%", Better.HIGHER, this::shareOfBandwidth, ours, rivals));
        rows.add(memory(ours, rivals));
        Function<SampleResult, Optional<Double>> faults = r -> r.figure(Footprint.MINOR_FAULTS);
        rows.add(row("minor page faults", "", Better.LOWER, faults, ours, rivals));
        return rows;
    }

    private Row row(
            String quantity,
            String unit,
            Better better,
            Function<SampleResult, Optional<Double>> figure,
            Results<SampleResult> ours,
            List<Results<SampleResult>> rivals) {
        Row row = Row.of(workload.id() + ": " + quantity, unit, better, ours.measured(figure));
        return rivals.isEmpty() ? row : row.against(rivals.get(0).measured(figure));
    }

    private static Optional<Double> speed(SampleResult result) {
        return result.figure(SampleResult.SECONDS).map(seconds -> result.tokens() / seconds);
    }

    private Optional<Double> prefillSpeed(SampleResult result) {
        double tokens = prompts.stream().mapToInt(ids -> ids.length).sum();
        return result.figure(SampleResult.PREFILL_SECONDS).map(seconds -> tokens / seconds);
    }

    private Optional<Double> decodeSpeed(SampleResult result) {
        double tokens = result.lengths().stream()
                .mapToInt(length -> Math.max(0, length - result.firstDecoded()))
                .sum();
        return result.decodeSeconds().map(seconds -> tokens / seconds);
    }

    private Optional<Double> shareOfPeak(SampleResult result) {
        double operations = IntStream.range(0, result.lengths().size())
                .mapToDouble(row -> arithmetic.operations(
                        promptLength(row),
                        result.firstDecoded(),
                        result.lengths().get(row)))
                .sum();
        return result.decodeSeconds()
                .map(seconds -> 100 * operations / seconds / basics.machine().flopsPerSecond());
    }

    private Optional<Double> shareOfBandwidth(SampleResult result) {
        double cache = IntStream.range(0, result.lengths().size())
                .mapToDouble(row -> arithmetic.bytesRead(
                        promptLength(row),
                        result.firstDecoded(),
                        result.lengths().get(row)))
                .sum();
        return result.decodeSeconds().flatMap(seconds -> result.figure(SampleResult.STEPS)
                .map(steps -> steps * arithmetic.weightBytes() + cache)
                .map(bytes -> 100 * bytes / seconds / basics.machine().bytesPerSecond()));
    }

    private int promptLength(int row) {
        return prompts.get(row / workload.samples()).length;
    }

    private Row memory(Results<SampleResult> ours, List<Results<SampleResult>> rivals) {
        Row row = row(
                "peak memory above the empty engine",
                "MB",
                Better.LOWER,
                r -> Footprint.megabytesAboveEmpty(r.figures()),
                ours,
                rivals);
        if (ours.results().isEmpty()) {
            return row;
        }
        double weights = (double) Float.BYTES * basics.parameters() / MEGA;
        double cache = arithmetic.cacheBytes(cachedTokens(ours.results().get(0))) / MEGA;
        return row.withGoal(Goal.atMost(MOST_MEMORY * (weights + cache)))
                .withNote(String.format(
                        Locale.ROOT,
                        "The goal is %s times the weights, %.0f MB, and the cache of the %d longest rows, %.0f MB.",
                        MOST_MEMORY,
                        weights,
                        Math.min(batch, workload.rows()),
                        cache));
    }

    /** Of as many of the longest rows as are decoded together. */
    private long cachedTokens(SampleResult result) {
        return IntStream.range(0, result.lengths().size())
                .mapToObj(row -> promptLength(row) + result.lengths().get(row))
                .sorted(Comparator.reverseOrder())
                .limit(batch)
                .mapToLong(Integer::longValue)
                .sum();
    }
}
