package upft.bench.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import upft.bench.Goal;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/** Whether memory grows over many steps of ours. */
final class MemoryRows {
    private static final double MOST_PERCENT = 5;
    private static final double MEGA = 1e6;

    private MemoryRows() {}

    static List<Row> of(Results<TrainResult> ours, int steps) {
        int early = (steps - 1) / 10 + 1;
        return List.of(
                row("resident after step " + early, "MB", ours, r -> r.figure(TrainResult.RESIDENT_EARLY)
                        .map(bytes -> bytes / MEGA)),
                row("resident after step " + steps, "MB", ours, r -> r.figure(TrainResult.RESIDENT_LATE)
                        .map(bytes -> bytes / MEGA)),
                row("growth between them", "%", ours, MemoryRows::growth).withGoal(Goal.atMost(MOST_PERCENT)));
    }

    private static Optional<Double> growth(TrainResult result) {
        return result.figure(TrainResult.RESIDENT_EARLY)
                .flatMap(early -> result.figure(TrainResult.RESIDENT_LATE).map(late -> 100 * (late - early) / early));
    }

    private static Row row(
            String name, String unit, Results<TrainResult> ours, Function<TrainResult, Optional<Double>> figure) {
        return Row.of("memory: " + name, unit, Better.LOWER, ours.measured(figure));
    }
}
