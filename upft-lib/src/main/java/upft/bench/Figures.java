package upft.bench;

import java.util.Locale;

/** Numbers as a table shows them: three digits that matter, and no more. */
final class Figures {
    private Figures() {}

    static String text(double value) {
        double size = Math.abs(value);
        String pattern =
                value == Math.rint(value) && size < 1000 || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, size < 0.1 && size > 0 ? "%.2g" : pattern, value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
