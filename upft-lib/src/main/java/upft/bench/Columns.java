package upft.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cells as text, each column as wide as the widest of its cells. Columns that are empty throughout are left out. */
public final class Columns {
    private Columns() {}

    /**
     * The lines, in their order.
     *
     * @param lines of as many cells each
     * @param texts the columns that are set flush left; numbers are not
     */
    public static List<String> aligned(List<List<String>> lines, List<Integer> texts) {
        int[] widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> line(line, widths, texts)).toList();
    }

    private static String line(List<String> cells, int[] widths, List<Integer> texts) {
        return IntStream.range(0, widths.length)
                .filter(column -> widths[column] > 0)
                .mapToObj(column -> {
                    String padding =
                            " ".repeat(widths[column] - cells.get(column).length());
                    return texts.contains(column) ? cells.get(column) + padding : padding + cells.get(column);
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
