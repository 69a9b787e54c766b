package upft.kernel.display.value;

import java.util.Locale;

/** How numbers are written in the tables of results. */
final class Numbers {
    private Numbers() {}

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", seconds);
    }

    static String rate(double learningRate) {
        return Double.isNaN(learningRate) ? "–" : Double.toString(learningRate);
    }

    static String decimals(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
