package upft.bench.device;

import java.util.Locale;

/**
 * One thing that was computed twice.
 *
 * @param name what was compared
 * @param difference the largest one found; not a number where a result was none
 * @param limit up to which rounding in another order explains it
 * @param unit of the speeds
 * @param reference so many units a second on the device that is trusted
 * @param candidate on the one that is checked
 * @param remark more to say; may be empty
 */
public record Comparison(
        String name, double difference, double limit, String unit, double reference, double candidate, String remark) {
    /** Whether the two agree. */
    public boolean agrees() {
        return difference <= limit;
    }

    String verdict() {
        return agrees() ? "agrees" : "DIFFERS";
    }

    static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    static String rate(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
