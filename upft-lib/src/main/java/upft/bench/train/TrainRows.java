package upft.bench.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import upft.bench.Footprint;
import upft.bench.Goal;
import upft.bench.Measured;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/**
 * The rows of one workload. Speed, memory and losses are compared with every rival, everything else with the first, which
 * is the one that goals are set against. Times are those of the steps after the first.
 *
 * @param flopsPerSecond what the processors can do at most
 */
record TrainRows(Workload workload, Lesson lesson, Arithmetic arithmetic, double flopsPerSecond) {
    /** Than the rival's peak. */
    private static final double TIMES_LESS_MEMORY = 2;

    /** Both add up the same numbers, in another order. */
    private static final double LARGEST_DIFFERENCE = 1e-4;

    List<Row> of(Results<TrainResult> ours, List<Results<TrainResult>> rivals) {
        List<Results<TrainResult>> first = rivals.stream().limit(1).toList();
        return Stream.of(
                        speeds(ours, rivals),
                        rows("trained tokens", "tokens/s", Better.HIGHER, this::tokens, ours, first),
                        rows("a step", "s", Better.LOWER, this::step, ours, first),
                        rows("of the arithmetic's peak", "%", Better.HIGHER, this::shareOfPeak, ours, first),
                        memory(ours, rivals),
                        rows("above the empty process", "MB", Better.LOWER, TrainRows::above, ours, rivals),
                        rows("minor page faults", "", Better.LOWER, TrainRows::faults, ours, first),
                        losses(ours, rivals))
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> rows(
            String quantity,
            String unit,
            Better better,
            Function<TrainResult, Optional<Double>> figure,
            Results<TrainResult> ours,
            List<Results<TrainResult>> rivals) {
        Row row = Row.of(workload.id() + ": " + quantity, unit, better, ours.measured(figure));
        return rivals.isEmpty()
                ? List.of(row)
                : rivals.stream()
                        .map(rival -> row.against(rival.measured(figure)))
                        .toList();
    }

    /** The rows that say how each rival was set up. */
    private List<Row> speeds(Results<TrainResult> ours, List<Results<TrainResult>> rivals) {
        List<Row> rows = new ArrayList<>(rows("examples", "examples/s", Better.HIGHER, this::examples, ours, rivals));
        for (int i = 0; i < rivals.size(); i++) {
            rows.set(i, rows.get(i).withNote(setUp(rivals.get(i))));
        }
        return toReach(workload.goal(), rows);
    }

    private static String setUp(Results<TrainResult> rival) {
        return rival.results().stream().findFirst().map(TrainResult::about).orElse("");
    }

    private List<Row> memory(Results<TrainResult> ours, List<Results<TrainResult>> rivals) {
        List<Row> rows = rows("peak memory", "MB", Better.LOWER, TrainRows::peak, ours, rivals);
        return toReach(
                workload.goal().isPresent() ? OptionalDouble.of(TIMES_LESS_MEMORY) : OptionalDouble.empty(), rows);
    }

    /** The goal is for the first row, if that has a rival. */
    private static List<Row> toReach(OptionalDouble times, List<Row> rows) {
        if (times.isEmpty() || rows.get(0).rival().isEmpty()) {
            return rows;
        }
        List<Row> withGoal = new ArrayList<>(rows);
        withGoal.set(0, rows.get(0).withGoal(Goal.ratio(times.getAsDouble())));
        return withGoal;
    }

    private Optional<Double> examples(TrainResult result) {
        return Optional.of(lesson.timed().size() / result.totalSeconds());
    }

    private Optional<Double> tokens(TrainResult result) {
        return Optional.of(lesson.timedTokens() / result.totalSeconds());
    }

    private Optional<Double> step(TrainResult result) {
        return Optional.of(result.totalSeconds() / lesson.timedSteps());
    }

    private Optional<Double> shareOfPeak(TrainResult result) {
        double operations =
                lesson.timed().stream().mapToDouble(arithmetic::operations).sum();
        return Optional.of(100 * operations / result.totalSeconds() / flopsPerSecond);
    }

    private static Optional<Double> peak(TrainResult result) {
        return Footprint.peakMegabytes(result.figures());
    }

    private static Optional<Double> above(TrainResult result) {
        return Footprint.megabytesAboveEmpty(result.figures());
    }

    private static Optional<Double> faults(TrainResult result) {
        return result.figure(Footprint.MINOR_FAULTS);
    }

    /** Whether each rival has computed the same as ours: the largest difference in every repeat. */
    private List<Row> losses(Results<TrainResult> ours, List<Results<TrainResult>> rivals) {
        return rivals.stream().map(rival -> losses(ours, rival)).toList();
    }

    private Row losses(Results<TrainResult> ours, Results<TrainResult> rival) {
        int repeats = Math.min(ours.results().size(), rival.results().size());
        List<Double> differences = IntStream.range(0, repeats)
                .mapToObj(i ->
                        ours.results().get(i).largestDifference(rival.results().get(i)))
                .toList();
        String name = workload.id() + ": loss, largest difference to " + rival.name();
        Measured measured = Measured.of(ours.name(), differences, repeats > 0 ? "" : "nothing to compare");
        Row row = Row.of(name, "of it", Better.LOWER, measured).withGoal(Goal.atMost(LARGEST_DIFFERENCE));
        return repeats == 0 ? row : row.withNote(spelled(ours) + "; " + spelled(rival));
    }

    private static String spelled(Results<TrainResult> results) {
        return results.results().get(0).losses().stream()
                .map(loss -> String.format(Locale.ROOT, "%.5f", loss))
                .collect(Collectors.joining(" ", results.name() + ": ", ""));
    }
}
