package upft.task;

import java.util.List;

/**
 * A number as it went so far in a task, to be drawn as a line.
 *
 * @param name such as "loss"
 * @param values in order; each may stand for the mean of several
 */
public record Trend(String name, List<Double> values) {
    public static final Trend NONE = new Trend("", List.of());

    public Trend {
        values = List.copyOf(values);
    }
}
