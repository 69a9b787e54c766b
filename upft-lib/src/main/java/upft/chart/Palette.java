package upft.chart;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Colours and marker shapes of methods: the known methods have the same ones in every chart, others take what is left in
 * the order they come.
 *
 * <p>The colours of the known methods are from the colour-blind-safe set of Okabe and Ito (2008). Every colour keeps a
 * contrast of 3:1 or more both to white and to near-black, so that all serve in light and dark themes; the shapes say the
 * same without colour.
 */
final class Palette {
    /** How a method is drawn. */
    record Mark(String colour, String symbol) {}

    private static final Map<String, Mark> KNOWN = Map.of(
            "base", new Mark("#7F7F7F", "circle"),
            "upft", new Mark("#0072B2", "square"),
            "sft", new Mark("#D55E00", "diamond"),
            "rft", new Mark("#009E73", "triangle-up"));

    private static final List<Mark> OTHERS = List.of(
            new Mark("#B0609A", "cross"),
            new Mark("#A8780A", "star"),
            new Mark("#3A8FC0", "x"),
            new Mark("#8C6D5A", "triangle-down"),
            new Mark("#6A7FDB", "hexagon"));

    private final Map<String, Mark> marks = new LinkedHashMap<>();

    Palette(Collection<String> names) {
        Deque<Mark> left = new ArrayDeque<>();
        for (String name : names) {
            if (!marks.containsKey(name)) {
                marks.put(name, KNOWN.containsKey(name) ? KNOWN.get(name) : next(left));
            }
        }
    }

    Mark of(String name) {
        return marks.get(name);
    }

    /** Begins again when all are used: ten runs in one chart are still drawn. */
    private static Mark next(Deque<Mark> left) {
        if (left.isEmpty()) {
            left.addAll(OTHERS);
        }
        return left.removeFirst();
    }
}
