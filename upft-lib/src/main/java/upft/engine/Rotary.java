package upft.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Rotary positions (Su et al. 2021) as data: the token at position p has its pairs of numbers turned by p times their
 * frequencies. Where these come from is the business of whoever reads a model's configuration.
 *
 * <p>With some kinds of scaling the frequencies depend on how long the token's sequence is. Then the tokens of a pass are
 * turned by the length of their own row, never by that of a neighbour in the batch.
 *
 * @param frequencies radians a position, one for each pair of turned numbers: a head's first {@code 2 *
 *     frequencies.size()} numbers are turned, the rest stay
 * @param attentionFactor by which cosines and sines are multiplied
 * @param trainedLength sequences longer than this have other frequencies; 0 where all have the same
 * @param longFrequencies those of longer sequences; empty where there are none
 * @param growth where above 0, a sequence of n tokens, more than trained, has its frequency i divided by
 *     {@code (growth * n / trainedLength - (growth - 1)) ^ (2 i / (turned - 2))}
 */
public record Rotary(
        List<Float> frequencies,
        double attentionFactor,
        int trainedLength,
        List<Float> longFrequencies,
        double growth) {
    public Rotary {
        frequencies = List.copyOf(frequencies);
        longFrequencies = List.copyOf(longFrequencies);
        if (frequencies.isEmpty()
                || !longFrequencies.isEmpty() && longFrequencies.size() != frequencies.size()
                || growth > 0 && frequencies.size() < 2) {
            throw new IllegalArgumentException(frequencies.size() + " frequencies, " + longFrequencies.size()
                    + " of long sequences, growth " + growth);
        }
    }

    /** As Su et al. have them: frequency i is {@code base ^ (-2 i / width)}, in float32 as transformers computes it. */
    public static List<Float> frequencies(double base, int width) {
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < width; i += 2) {
            frequencies.add(1f / power(base, i, width));
        }
        return frequencies;
    }

    /** {@code base ^ (i / width)} as float32 computes it. */
    public static float power(double base, int i, int width) {
        return (float) Math.pow((float) base, (float) i / width);
    }

    /** The same frequencies for sequences of any length. */
    public static Rotary fixed(List<Float> frequencies, double attentionFactor) {
        return new Rotary(frequencies, attentionFactor, 0, List.of(), 0);
    }

    /** Other frequencies for sequences longer than {@code trainedLength}. */
    public static Rotary switching(
            List<Float> frequencies, List<Float> longFrequencies, double attentionFactor, int trainedLength) {
        return new Rotary(frequencies, attentionFactor, trainedLength, longFrequencies, 0);
    }

    /** Frequencies that fall as a sequence grows beyond {@code trainedLength}. */
    public static Rotary falling(List<Float> frequencies, double growth, int trainedLength) {
        return new Rotary(frequencies, 1, trainedLength, List.of(), growth);
    }

    /** Numbers of a head that are turned. */
    public int width() {
        return 2 * frequencies.size();
    }

    /** Whether a sequence that grows beyond {@link #trainedLength} must be computed anew from its first token. */
    public boolean switches() {
        return !longFrequencies.isEmpty();
    }
}
