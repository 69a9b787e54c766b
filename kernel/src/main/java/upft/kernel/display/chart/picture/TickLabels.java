package upft.kernel.display.chart.picture;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers at axes: four significant digits at most, and k, M, G and T for thousands and more, as plotly.js writes them. */
final class TickLabels {
    private static final String UNITS = " kMGT";

    private TickLabels() {}

    static String of(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        int integerDigits = rounded.precision() - rounded.scale();
        int thousands = Math.min(UNITS.length() - 1, Math.max(0, integerDigits - 1) / 3);
        if (rounded.signum() == 0) {
            return "0";
        }
        return rounded.movePointLeft(3 * thousands).stripTrailingZeros().toPlainString()
                + (thousands == 0 ? "" : UNITS.charAt(thousands));
    }
}
