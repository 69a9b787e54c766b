package upft.kernel.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import upft.bench.Goal;
import upft.bench.Measured;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/**
 * The readings of a trial as rows: each quantity of ours beside that of each rival, all turns together.
 *
 * @param rivals in the order of {@code theirs}
 */
record KernelRows(Trial trial, Results<Readings> ours, List<Rival> rivals, List<Results<Readings>> theirs) {
    /** Ready in 0.6 of the time that the fastest other Java kernel takes. */
    private static final double FASTER = 1 / 0.6;

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Quantity quantity : trial.quantities()) {
            rows.addAll(rows(quantity));
            if (quantity == Quantity.READY) {
                fastest(quantity).ifPresent(rows::add);
            }
        }
        return rows;
    }

    private List<Row> rows(Quantity quantity) {
        Row alone = row(quantity.title(), quantity);
        Row row = quantity.goal().map(alone::withGoal).orElse(alone);
        return theirs.isEmpty()
                ? List.of(row)
                : theirs.stream()
                        .map(each -> row.against(measured(each, quantity)))
                        .toList();
    }

    private Optional<Row> fastest(Quantity quantity) {
        List<Measured> onTheJvm = new ArrayList<>();
        for (int i = 0; i < rivals.size(); i++) {
            if (rivals.get(i).onTheJvm()) {
                onTheJvm.add(measured(theirs.get(i), quantity));
            }
        }
        return onTheJvm.stream()
                .filter(measured -> measured.series().isPresent())
                .min(Comparator.comparing(
                        measured -> measured.series().orElseThrow().median()))
                .map(fastest -> row("ready, beside the fastest other Java kernel", quantity)
                        .against(fastest)
                        .withGoal(Goal.ratio(FASTER)));
    }

    private Row row(String name, Quantity quantity) {
        return Row.of(name, quantity.unit(), Better.LOWER, measured(ours, quantity));
    }

    private static Measured measured(Results<Readings> results, Quantity quantity) {
        List<Double> values = results.results().stream()
                .flatMap(readings -> readings.of(quantity).stream())
                .toList();
        String missing = values.isEmpty() && results.missing().isEmpty() ? "does not tell" : results.missing();
        return Measured.of(results.name(), values, missing);
    }
}
