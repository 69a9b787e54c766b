package upft.bench.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import upft.bench.Goal;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/** How long it takes from nothing to the first token of the first question. */
final class LoadRows {
    /** The goal of the load call: no slower. */
    private static final Goal NO_SLOWER = Goal.ratio(1);

    private LoadRows() {}

    /**
     * @param ours of all workloads: each of their processes loads the model
     * @param rivals the first is the one that goals are set against
     */
    static List<Row> of(Results<SampleResult> ours, List<Results<SampleResult>> rivals) {
        List<Row> rows = new ArrayList<>();
        for (Results<SampleResult> rival : rivals) {
            rows.add(row("load call to first token", SampleResult.FIRST_TOKEN_SECONDS, ours, Optional.of(rival))
                    .withNote(versions(rival)));
            rows.add(row("process start to first token", SampleResult.START_SECONDS, ours, Optional.of(rival)));
        }
        if (rows.isEmpty()) {
            rows.add(row("load call to first token", SampleResult.FIRST_TOKEN_SECONDS, ours, Optional.empty()));
            rows.add(row("process start to first token", SampleResult.START_SECONDS, ours, Optional.empty()));
        } else {
            rows.set(0, rows.get(0).withGoal(NO_SLOWER));
        }
        return rows;
    }

    private static Row row(
            String name, String figure, Results<SampleResult> ours, Optional<Results<SampleResult>> rival) {
        Row row = Row.of(name, "s", Better.LOWER, ours.measured(result -> result.figure(figure)));
        return rival.map(other -> row.against(other.measured(result -> result.figure(figure))))
                .orElse(row);
    }

    private static String versions(Results<SampleResult> results) {
        return results.results().stream().findFirst().map(SampleResult::about).orElse("");
    }
}
