package upft.bench;

import java.util.List;
import java.util.Optional;

/**
 * What one contender did in one row, or why there is nothing to show.
 *
 * @param contender who was measured, such as "transformers generate, batch 32"
 * @param missing why it could not be measured, or not as often as asked; empty if all went well
 */
public record Measured(String contender, Optional<Series> series, String missing) {
    /** @param values empty if the contender was not measured */
    public static Measured of(String contender, List<Double> values, String missing) {
        return new Measured(contender, values.isEmpty() ? Optional.empty() : Optional.of(Series.of(values)), missing);
    }

    public static Measured missing(String contender, String why) {
        return new Measured(contender, Optional.empty(), why);
    }
}
