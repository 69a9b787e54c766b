package upft.model.architecture;

import java.util.ArrayList;
import java.util.List;
import upft.engine.Rotary;

/** YaRN's frequencies and attention factor (Peng et al. 2023), with the settings that transformers knows. */
final class Yarn {
    private final RopeConfig config;
    private final double factor;

    Yarn(RopeConfig config) {
        this.config = config;
        double implied = (double) config.maxLength() / config.originalLength();
        this.factor = config.number("factor").isPresent() ? config.positive("factor") : implied;
    }

    /** By how much sequences may be longer than the original length. */
    double factor() {
        return factor;
    }

    Rotary rotary(int width) {
        double low = Math.max(0, edge("beta_fast", 32, width, -1));
        double high = Math.min(width - 1, edge("beta_slow", 1, width, 1));
        float reach = (float) (low == high ? 0.001 : high - low);
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < width / 2; i++) {
            float ramp = Math.max(0, Math.min(1, (i - (float) low) / reach));
            float power = Rotary.power(config.base(), 2 * i, width);
            float scaled = 1f / ((float) factor * power);
            float kept = 1 - ramp;
            frequencies.add(scaled * (1 - kept) + 1f / power * kept);
        }
        return Rotary.fixed(frequencies, attentionFactor());
    }

    /**
     * The frequency that turns so many times over the original length, as an index; rounded outward unless
     * {@code truncate} is false.
     *
     * @param side -1 to round down, 1 to round up
     */
    private double edge(String field, double missing, int width, int side) {
        double turns = config.number(field).filter(value -> value != 0).orElse(missing);
        double index =
                width * Math.log(config.originalLength() / (turns * 2 * Math.PI)) / (2 * Math.log(config.base()));
        return config.isTrue("truncate") ? side * Math.ceil(side * index) : index;
    }

    private double attentionFactor() {
        double numerator = config.number("mscale").orElse(0.0);
        double denominator = config.number("mscale_all_dim").orElse(0.0);
        double inferred = numerator != 0 && denominator != 0 ? scale(numerator) / scale(denominator) : scale(1);
        return config.number("attention_factor").orElse(inferred);
    }

    private double scale(double multiplier) {
        return factor <= 1 ? 1 : 0.1 * multiplier * Math.log(factor) + 1;
    }
}
