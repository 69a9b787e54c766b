package upft.bench.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import upft.bench.Columns;

/** The methods as lines of a table, and below it what they left out, or why they were not measured. */
final class ClaimTable {
    private static final List<String> HEADINGS = List.of(
            "",
            "examples",
            "tokens sampled",
            "expected",
            "tokens trained",
            "expected",
            "s sampling",
            "s tuning",
            "s in all");

    private ClaimTable() {}

    static String of(List<ClaimRows.Entry> methods, Optional<Expectation> expectation) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        methods.forEach(entry -> lines.add(cells(entry, expectation)));
        return String.join(
                "\n",
                Stream.concat(
                                Columns.aligned(lines, List.of(0)).stream(),
                                methods.stream().flatMap(ClaimTable::remark))
                        .toList());
    }

    private static List<String> cells(ClaimRows.Entry entry, Optional<Expectation> expectation) {
        String title = entry.contestant().title();
        return entry.result()
                .map(result -> List.of(
                        title,
                        tokens(result.examples()),
                        tokens(result.bill().tokensSampled()),
                        expectation
                                .map(formula -> tokens(formula.sampled(entry.contestant())))
                                .orElse(""),
                        tokens(result.bill().tokensTrained()),
                        expectation
                                .map(formula -> tokens(formula.trained(entry.contestant(), result.examples())))
                                .orElse(""),
                        seconds(result.bill().secondsSampling()),
                        seconds(result.bill().secondsTraining()),
                        seconds(result.totalSeconds())))
                .orElseGet(() -> List.of(title, "none", "", "", "", "", "", "", ""));
    }

    private static Stream<String> remark(ClaimRows.Entry entry) {
        String text =
                entry.result().map(ClaimTable::leftOut).orElse(entry.results().missing());
        return text.isEmpty()
                ? Stream.empty()
                : Stream.of("    " + entry.contestant().title() + ": " + text);
    }

    private static String leftOut(ClaimResult result) {
        return result.leftOut().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "of %,d traces %d kept; %s", result.traces(), result.examples(), result.leftOut());
    }

    private static String tokens(double count) {
        return String.format(Locale.ROOT, "%,.0f", count);
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
