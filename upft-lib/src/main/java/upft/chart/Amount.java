package upft.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** How amounts are written in charts. */
final class Amount {
    private static final String UNITS = " kMG";

    private Amount() {}

    /** Three significant digits at most, with k, M or G for thousands, millions and milliards, as in {@code 36.9M}. */
    static String brief(double amount) {
        BigDecimal rounded = new BigDecimal(amount).round(new MathContext(3));
        int thousands = Math.min(UNITS.length() - 1, Math.max(0, integerDigits(rounded) - 1) / 3);
        return rounded.movePointLeft(3 * thousands).stripTrailingZeros().toPlainString()
                + (thousands == 0 ? "" : UNITS.charAt(thousands));
    }

    private static int integerDigits(BigDecimal number) {
        return number.precision() - number.scale();
    }
}
