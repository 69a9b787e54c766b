package upft.bench.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import upft.bench.Goal;
import upft.bench.Measured;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Row.Better;

/**
 * What the methods did as rows: tokens beside what the formula expects, seconds, and of UPFT what it costs as a share of
 * RFT.
 *
 * @param methods each with its result, or why it has none
 * @param expectation empty if RFT could not be measured
 */
record ClaimRows(List<Entry> methods, Optional<Expectation> expectation) {
    /** A method and what it did. */
    record Entry(Contestant contestant, Results<ClaimResult> results) {
        Optional<ClaimResult> result() {
            return results.results().stream().findFirst();
        }
    }

    /** The paper's claims: training time less by 75%, sampling by 99%. */
    private static final double MOST_TIME = 25;

    private static final double MOST_SAMPLED = 1;
    private static final int CLAIMED_PREFIX = 8;

    private static final String FORMULA = "the formula";

    /** What each method took. */
    List<Row> costs() {
        return methods.stream().flatMap(entry -> costs(entry).stream()).toList();
    }

    private List<Row> costs(Entry entry) {
        return List.of(
                row(entry, "examples", "", result -> (double) result.examples()),
                expected(
                        row(entry, "tokens sampled", "tokens", result ->
                                (double) result.bill().tokensSampled()),
                        entry,
                        (formula, result) -> formula.sampled(entry.contestant())),
                expected(
                        row(entry, "tokens trained", "tokens", result ->
                                (double) result.bill().tokensTrained()),
                        entry,
                        (formula, result) -> formula.trained(entry.contestant(), result.examples())),
                row(entry, "sampling", "s", result -> result.bill().secondsSampling()),
                row(entry, "tuning", "s", result -> result.bill().secondsTraining()),
                row(entry, "in all", "s", ClaimResult::totalSeconds));
    }

    private static Row row(Entry entry, String quantity, String unit, Function<ClaimResult, Double> figure) {
        Measured measured = entry.results().measured(result -> Optional.of(figure.apply(result)));
        return Row.of(entry.contestant().title() + ": " + quantity, unit, Better.LOWER, measured);
    }

    private Row expected(Row row, Entry entry, BiFunction<Expectation, ClaimResult, Double> figure) {
        return expectation
                .flatMap(formula -> entry.result().map(result -> figure.apply(formula, result)))
                .map(tokens -> row.against(Measured.of(FORMULA, List.of(tokens), "")))
                .orElse(row);
    }

    /**
     * What UPFT costs of RFT.
     *
     * @param goals whether the run is one that the paper's claims can be held against
     */
    List<Row> shares(boolean goals) {
        List<Row> rows = new ArrayList<>();
        Optional<ClaimResult> rft = methods.stream()
                .filter(entry -> entry.contestant().equals(Contestant.RFT))
                .flatMap(entry -> entry.result().stream())
                .findFirst();
        for (Entry entry : methods) {
            if (rft.isPresent() && entry.contestant().kind() == Contestant.Kind.UPFT) {
                Row time = share(entry, "time in all", rft.get(), ClaimResult::totalSeconds);
                Row sampled = share(entry, "tokens sampled", rft.get(), result ->
                        (double) result.bill().tokensSampled());
                rows.add(goals ? time.withGoal(Goal.atMost(MOST_TIME)) : time);
                rows.add(
                        goals && entry.contestant().prefix() == CLAIMED_PREFIX
                                ? sampled.withGoal(Goal.atMost(MOST_SAMPLED))
                                : sampled);
            }
        }
        return rows;
    }

    private static Row share(Entry entry, String quantity, ClaimResult rft, Function<ClaimResult, Double> figure) {
        return row(entry, quantity + ", of RFT's", "%", result -> 100 * figure.apply(result) / figure.apply(rft));
    }
}
