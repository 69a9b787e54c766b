package upft.bench;

import java.util.Collection;
import java.util.List;

/**
 * One quantity, measured several times.
 *
 * @param values at least one, in the order of the repeats
 */
public record Series(List<Double> values) {
    public Series {
        if (values.isEmpty() || values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("no series of finite numbers: " + values);
        }
        values = List.copyOf(values);
    }

    public static Series of(Collection<Double> values) {
        return new Series(List.copyOf(values));
    }

    /** The middle value; of an even number of values the mean of the middle two. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Largest minus smallest value as a share of the median; 0 if the median is. */
    public double spread() {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return median() == 0 ? 0 : (most - least) / Math.abs(median());
    }

    /** The smallest value of which 95 in 100 are no larger. */
    public double percentile95() {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
    }

    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public int count() {
        return values.size();
    }
}
