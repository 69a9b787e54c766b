package upft.evaluation;

import java.util.Locale;

/**
 * A confidence interval of a share.
 *
 * @param low from 0 to 1
 * @param high from 0 to 1
 */
public record Interval(double low, double high) {
    /** Quantile of the standard normal distribution that leaves 2.5% on either side. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's 95% score interval of a share p seen in n independent trials:
     * (p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927, JASA 22:209). Unlike p ± z standard errors it
     * keeps a width where p is 0 or 1.
     */
    public static Interval wilson95(double share, int trials) {
        double z2 = Z * Z / trials;
        double centre = share + z2 / 2;
        double half = Math.sqrt(z2 * share * (1 - share) + z2 * z2 / 4);
        return new Interval(Math.max(0, (centre - half) / (1 + z2)), Math.min(1, (centre + half) / (1 + z2)));
    }

    /** In percent, such as "0.0% to 16.1%". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f%% to %.1f%%", 100 * low, 100 * high);
    }
}
