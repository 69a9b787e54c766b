package upft.kernel.display.value;

import java.util.Locale;
import upft.evaluation.Estimate;

/** How numbers are written in the tables of results. */
final class Numbers {
    private Numbers() {}

    /** In percent with the standard error, as in {@code 54.2 ± 1.6 %}; a dash for what was not measured. */
    static String percent(Estimate estimate) {
        if (!estimate.known()) {
            return "–";
        }
        return Double.isNaN(estimate.standardError())
                ? percent(estimate.mean())
                : String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * estimate.mean(), 100 * estimate.standardError());
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A difference of two accuracies, as in {@code +2.0 ± 0.8 points}. */
    static String points(Estimate difference) {
        return difference.known()
                ? String.format(
                        Locale.ROOT, "%+.1f ± %.1f points", 100 * difference.mean(), 100 * difference.standardError())
                : "–";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", seconds);
    }

    static String decimals(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
