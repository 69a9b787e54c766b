package upft.model.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import upft.engine.Rotary;

/**
 * The kinds of rotary positions, by the names of config.json. The formulas are those of transformers 5.23
 * ({@code modeling_rope_utils.py}), in float32 where it computes in float32, so that frequencies agree to the last bit but
 * for the rounding of powers.
 *
 * <p>With {@link #DYNAMIC} and {@link #LONGROPE} the frequencies depend on the length of the sequence, and transformers
 * itself is of several minds. Here a row always counts with its own length. In transformers the longest row of a batch
 * decides for all, and with "dynamic" also any longer sequence that the same object saw before.
 */
enum RopeType {
    /** Unscaled (Su et al. 2021). */
    DEFAULT("default") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            return Rotary.fixed(Rotary.frequencies(config.base(), width), 1);
        }
    },

    /** All frequencies divided by a factor, as if positions were closer together. */
    LINEAR("linear") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            float factor = (float) config.positive("factor");
            List<Float> scaled = new ArrayList<>();
            Rotary.frequencies(config.base(), width).forEach(each -> scaled.add(each / factor));
            return Rotary.fixed(scaled, 1);
        }

        @Override
        int contextLength(RopeConfig config) {
            return product(config.maxLength(), config.positive("factor"));
        }
    },

    /**
     * "NTK-aware": the base of the frequencies grows with the sequence beyond {@code max_position_embeddings}. A full pass
     * turns all of a row by its whole length. Cached decoding turns each new token by the length that it ends, and leaves
     * the keys of those before as they were turned then, which is another computation: so does transformers.
     */
    DYNAMIC("dynamic") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            return Rotary.falling(
                    Rotary.frequencies(config.base(), width), config.positive("factor"), config.maxLength());
        }

        @Override
        int contextLength(RopeConfig config) {
            return product(config.maxLength(), config.positive("factor"));
        }
    },

    /** YaRN (Peng et al. 2023): low frequencies as LINEAR has them, high ones unscaled, a ramp between. */
    YARN("yarn") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            return new Yarn(config).rotary(width);
        }

        @Override
        int contextLength(RopeConfig config) {
            return Math.max(config.maxLength(), product(config.originalLength(), new Yarn(config).factor()));
        }
    },

    /**
     * LongRoPE (Ding et al. 2024): one divisor for each frequency, others for sequences longer than the original length. A
     * row under cached decoding that outgrows it is computed anew from its first token, so that decoding agrees with a full
     * pass: so does transformers for Phi-3, but not for other architectures.
     */
    LONGROPE("longrope") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            return Rotary.switching(
                    divided(config, width, "short_factor"),
                    divided(config, width, "long_factor"),
                    attentionFactor(config),
                    config.originalLength());
        }

        private List<Float> divided(RopeConfig config, int width, String field) {
            List<Float> divisors = config.numbers(field, width / 2);
            List<Float> divided = new ArrayList<>();
            for (int i = 0; i < divisors.size(); i++) {
                divided.add(1f / (divisors.get(i) * Rotary.power(config.base(), 2 * i, width)));
            }
            return divided;
        }

        private double attentionFactor(RopeConfig config) {
            double original = config.originalLength();
            double factor = config.number("factor").orElse(config.maxLength() / original);
            double inferred = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
            return config.number("attention_factor").orElse(inferred);
        }
    },

    /** Llama 3.1's: long waves divided by a factor, short ones unscaled, a smooth passage between. */
    LLAMA3("llama3") {
        @Override
        Rotary rotary(RopeConfig config, int width) {
            List<Float> scaled = new ArrayList<>();
            Rotary.frequencies(config.base(), width).forEach(each -> scaled.add(scaled(config, each)));
            return Rotary.fixed(scaled, 1);
        }

        private float scaled(RopeConfig config, float frequency) {
            float factor = (float) config.positive("factor");
            double low = config.positive("low_freq_factor");
            double high = config.positive("high_freq_factor");
            int original = config.originalLength();
            float wave = (float) (2 * Math.PI) / frequency;
            if (wave < (float) (original / high)) {
                return frequency;
            }
            if (wave > (float) (original / low)) {
                return frequency / factor;
            }
            float smooth = (original / wave - (float) low) / (float) (high - low);
            return (1 - smooth) * frequency / factor + smooth * frequency;
        }
    };

    private final String label;

    RopeType(String label) {
        this.label = label;
    }

    static Optional<RopeType> labelled(String label) {
        return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
    }

    /** The name that config.json uses. */
    String label() {
        return label;
    }

    /** Whether {@code original_max_position_embeddings} matters. */
    boolean startsFromOriginalLength() {
        return this == YARN || this == LONGROPE || this == LLAMA3;
    }

    /** @param width numbers of a head that are turned */
    abstract Rotary rotary(RopeConfig config, int width);

    /**
     * The longest sequence. Transformers itself knows no limit; where a scaling extends a length, it is
     * {@code max_position_embeddings} or that length times its factor.
     */
    int contextLength(RopeConfig config) {
        return config.maxLength();
    }

    private static int product(int length, double factor) {
        return (int) Math.min(Integer.MAX_VALUE, length * factor);
    }
}
