package upft.training;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How well a model does in the midst of its training.
 *
 * @param step after which it was measured
 * @param problems name of the problem set
 * @param measures the last of them decides which step is the best
 */
public record Exam(int step, String problems, int questions, List<Measure> measures) {
    /**
     * A share from 0 to 1.
     *
     * @param name such as "greedy" or "avg@4"
     * @param standardError NaN where it cannot be told
     */
    public record Measure(String name, double mean, double standardError) {
        /** Such as "greedy 52.3% ± 1.4". */
        @Override
        public String toString() {
            String error = Double.isNaN(standardError) ? "?" : String.format(Locale.ROOT, "%.1f", 100 * standardError);
            return String.format(Locale.ROOT, "%s %.1f%% ± %s", name, 100 * mean, error);
        }
    }

    public Exam {
        measures = List.copyOf(measures);
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("an exam without a measure");
        }
    }

    /** The mean of the measure that decides. */
    public double mark() {
        return measures.get(measures.size() - 1).mean();
    }

    @Override
    public String toString() {
        return "step " + step + " on " + questions + " questions of " + problems + ": "
                + measures.stream().map(Measure::toString).collect(Collectors.joining(", "));
    }
}
