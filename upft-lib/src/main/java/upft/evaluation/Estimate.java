package upft.evaluation;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A mean with its standard error.
 *
 * @param standardError NaN where it cannot be told, as for a single question
 */
public record Estimate(double mean, double standardError) {
    /** What was not measured. */
    public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN);

    /**
     * The mean of independent values, one a question, with the standard error s / sqrt(n), where s is the sample standard
     * deviation (divisor n - 1). For values of 0 and 1 that is sqrt(p (1 - p) / (n - 1)); for the mean of k samples a
     * question it is the error clustered by question (Miller 2024, arXiv 2411.00640), as samples of one question are not
     * independent.
     */
    public static Estimate ofQuestions(double[] values) {
        int n = values.length;
        if (n == 0) {
            return UNKNOWN;
        }
        double mean = DoubleStream.of(values).sum() / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(mean, n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1) / n));
    }

    public boolean known() {
        return !Double.isNaN(mean);
    }

    /** As a difference of two accuracies in percentage points, such as "+2.0 ± 0.8 points". */
    public String inPoints() {
        return known() ? String.format(Locale.ROOT, "%+.1f ± %s points", 100 * mean, error()) : "–";
    }

    /** As percentages, such as "52.3% ± 1.4". */
    @Override
    public String toString() {
        if (!known()) {
            return "–";
        }
        return String.format(Locale.ROOT, "%.1f%% ± %s", 100 * mean, error());
    }

    private String error() {
        return Double.isNaN(standardError) ? "?" : String.format(Locale.ROOT, "%.1f", 100 * standardError);
    }
}
