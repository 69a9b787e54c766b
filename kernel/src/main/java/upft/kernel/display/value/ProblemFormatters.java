package upft.kernel.display.value;

import static upft.kernel.display.HtmlTable.Column.number;
import static upft.kernel.display.HtmlTable.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import upft.data.Dataset;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.kernel.display.HtmlTable;
import upft.kernel.display.ValueFormatter;

/** Problems, problem sets and data sets. */
final class ProblemFormatters {
    private static final int SHOWN = 5;

    private ProblemFormatters() {}

    static List<ValueFormatter<?>> all() {
        return List.of(
                ValueFormatter.html(Problem.class, ProblemFormatters::problem),
                ValueFormatter.html(ProblemSet.class, ProblemFormatters::problems),
                ValueFormatter.html(Dataset.class, ProblemFormatters::dataset));
    }

    private static HtmlTable problem(Problem problem) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("question", problem.question());
        rows.put("answer", problem.answer());
        return HtmlTable.pairs(problem.id(), rows);
    }

    private static HtmlTable problems(ProblemSet set) {
        HtmlTable table = HtmlTable.of(
                set.name() + ": " + Numbers.count(set.size()) + " problems",
                text("id"),
                text("question"),
                text("answer"));
        for (Problem each : set.problems().subList(0, Math.min(SHOWN, set.size()))) {
            table = table.row(each.id(), each.question(), each.answer());
        }
        return table.withNote(set.size() > SHOWN ? "… " + Numbers.count(set.size() - SHOWN) + " more problems" : "");
    }

    private static HtmlTable dataset(Dataset dataset) {
        return HtmlTable.of(dataset.name(), text("part"), number("problems"), text("first question"))
                .row(part("train", dataset.train()))
                .row(part("dev", dataset.dev()))
                .row(part("test", dataset.test()))
                .withNote(
                        dataset.duplicatesDropped() > 0
                                ? Numbers.count(dataset.duplicatesDropped())
                                        + " problems dropped, as their question stands in a later part too"
                                : "");
    }

    private static String[] part(String name, ProblemSet part) {
        return new String[] {
            name, Numbers.count(part.size()), part.isEmpty() ? "" : part.get(0).question()
        };
    }
}
