package upft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows as text: medians with their spreads in columns, and below each row what has to be said about it. */
public final class Table {
    private static final List<String> HEADINGS =
            List.of("", "unit", "ours", "spread", "rival", "spread", "ratio", "goal", "", "runs", "against");

    /** The first two and the last column are texts, set flush left. */
    private static final List<Integer> TEXTS = List.of(0, 1, 10);

    private Table() {}

    /** The rows, one a line, below a line of headings. */
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        rows.forEach(row -> lines.add(cells(row)));
        List<String> aligned = Columns.aligned(lines, TEXTS);
        StringBuilder text = new StringBuilder(aligned.get(0));
        for (int i = 0; i < rows.size(); i++) {
            text.append('\n').append(aligned.get(i + 1));
            remarks(rows.get(i)).forEach(remark -> text.append("\n    ").append(remark));
        }
        return text.toString();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                row.unit(),
                median(Optional.of(row.ours())),
                spread(Optional.of(row.ours())),
                median(row.rival()),
                spread(row.rival()),
                row.ratio().isPresent() ? Figures.text(row.ratio().getAsDouble()) + "x" : "",
                row.goal().map(Goal::toString).orElse(""),
                row.goalReached().map(reached -> reached ? "reached" : "missed").orElse(""),
                row.ours()
                        .series()
                        .map(series -> String.valueOf(series.count()))
                        .orElse("0"),
                row.rival().map(Measured::contender).orElse(""));
    }

    private static String median(Optional<Measured> measured) {
        return measured.map(
                        m -> m.series().map(Series::median).map(Figures::text).orElse("none"))
                .orElse("");
    }

    private static String spread(Optional<Measured> measured) {
        return measured.flatMap(Measured::series)
                .filter(series -> series.count() > 1)
                .map(series -> Figures.percent(series.spread()))
                .orElse("");
    }

    private static Stream<String> remarks(Row row) {
        Stream<String> missing = Stream.concat(Stream.of(row.ours()), row.rival().stream())
                .filter(measured -> !measured.missing().isEmpty())
                .map(measured -> measured.contender() + ": " + measured.missing());
        return Stream.concat(missing, Stream.of(row.note()).filter(note -> !note.isEmpty()));
    }
}
