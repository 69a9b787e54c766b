package upft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Rows of times that scatter as text: a line for each contender with median, 95th percentile and least value, and below it
 * what has to be said about it. Rows of one name stand together, ours once.
 */
public final class QuantileTable {
    private static final List<String> HEADINGS =
            List.of("", "unit", "", "median", "p95", "least", "values", "goal", "", "ratio");

    /** Name, unit and contender are texts, set flush left. */
    private static final List<Integer> TEXTS = List.of(0, 1, 2);

    private QuantileTable() {}

    /** The rows below a line of headings. */
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        lines.add(HEADINGS);
        remarks.add("");
        String name = "";
        for (Row row : rows) {
            if (!row.name().equals(name)) {
                name = row.name();
                lines.add(ours(row));
                remarks.add(remark(row.ours()));
            }
            row.rival().ifPresent(rival -> {
                lines.add(rival(row, rival));
                remarks.add(remark(rival));
            });
        }
        return joined(Columns.aligned(lines, TEXTS), remarks);
    }

    private static List<String> ours(Row row) {
        Optional<Goal> goal = row.goal().filter(wanted -> wanted.kind() != Goal.Kind.RATIO);
        List<String> line = new ArrayList<>(List.of(row.name(), row.unit()));
        line.addAll(figures(row.ours()));
        line.add(goal.map(Goal::toString).orElse(""));
        line.add(goal.flatMap(wanted -> row.goalReached())
                .map(QuantileTable::said)
                .orElse(""));
        line.add("");
        return line;
    }

    private static List<String> rival(Row row, Measured rival) {
        Optional<Goal> goal = row.goal().filter(wanted -> wanted.kind() == Goal.Kind.RATIO);
        List<String> line = new ArrayList<>(List.of("", ""));
        line.addAll(figures(rival));
        line.add(goal.map(Goal::toString).orElse(""));
        line.add(goal.flatMap(wanted -> row.goalReached())
                .map(QuantileTable::said)
                .orElse(""));
        line.add(row.ratio().isPresent() ? Figures.text(row.ratio().getAsDouble()) + "x" : "");
        return line;
    }

    private static List<String> figures(Measured measured) {
        return List.of(
                measured.contender(),
                text(measured, Series::median, "none"),
                text(measured, Series::percentile95, ""),
                text(measured, Series::least, ""),
                measured.series().map(series -> String.valueOf(series.count())).orElse("0"));
    }

    private static String text(Measured measured, ToDoubleFunction<Series> figure, String otherwise) {
        return measured.series()
                .map(series -> Figures.text(figure.applyAsDouble(series)))
                .orElse(otherwise);
    }

    private static String said(boolean reached) {
        return reached ? "reached" : "missed";
    }

    private static String remark(Measured measured) {
        return measured.missing().isEmpty() ? "" : measured.contender() + ": " + measured.missing();
    }

    private static String joined(List<String> lines, List<String> remarks) {
        StringBuilder text = new StringBuilder(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            text.append('\n').append(lines.get(i));
            if (!remarks.get(i).isEmpty()) {
                text.append("\n    ").append(remarks.get(i));
            }
        }
        return text.toString();
    }
}
