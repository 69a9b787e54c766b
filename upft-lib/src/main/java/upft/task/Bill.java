package upft.task;

import java.util.Locale;

/**
 * What a task cost on the machine it ran on. Bills add up.
 *
 * <p>A method's bill counts every token that its plan needs, also those taken from traces that were at hand, so that
 * methods can be compared whatever was sampled before them; {@code tokensReused} says how many of {@code tokensSampled}
 * those were. Their seconds are the share of the earlier run's seconds that their tokens were of its tokens.
 *
 * @param tokensSampled tokens that the model generated (prompts not counted), reused ones included
 * @param tokensReused those of {@code tokensSampled} that were not generated again
 * @param tokensTrained positions that the loss looked at, over all epochs
 * @param secondsSampling wall-clock seconds of sampling
 * @param secondsTraining wall-clock seconds of training
 */
public record Bill(
        long tokensSampled, long tokensReused, long tokensTrained, double secondsSampling, double secondsTraining) {
    public static final Bill NOTHING = new Bill(0, 0, 0, 0, 0);

    /** A bill of which nothing was reused. */
    public Bill(long tokensSampled, long tokensTrained, double secondsSampling, double secondsTraining) {
        this(tokensSampled, 0, tokensTrained, secondsSampling, secondsTraining);
    }

    public static Bill sampling(long tokens, double seconds) {
        return new Bill(tokens, 0, 0, seconds, 0);
    }

    /** Tokens that were at hand; {@code seconds} is what they took when they were sampled. */
    public static Bill reused(long tokens, double seconds) {
        return new Bill(tokens, tokens, 0, seconds, 0);
    }

    public static Bill training(long tokens, double seconds) {
        return new Bill(0, 0, tokens, 0, seconds);
    }

    public Bill plus(Bill other) {
        return new Bill(
                tokensSampled + other.tokensSampled,
                tokensReused + other.tokensReused,
                tokensTrained + other.tokensTrained,
                secondsSampling + other.secondsSampling,
                secondsTraining + other.secondsTraining);
    }

    /** The part of the sampling cost that falls on {@code tokens} of the sampled tokens, by their share of them. */
    public Bill samplingShare(long tokens) {
        if (tokensSampled == 0) {
            return NOTHING;
        }
        double share = (double) tokens / tokensSampled;
        return new Bill(tokens, Math.round(tokensReused * share), 0, secondsSampling * share, 0);
    }

    /** Tokens sampled and trained on together. */
    public long tokens() {
        return tokensSampled + tokensTrained;
    }

    @Override
    public String toString() {
        String reused = tokensReused > 0 ? String.format(Locale.ROOT, " (%,d reused)", tokensReused) : "";
        String sampled =
                String.format(Locale.ROOT, "%,d tokens sampled%s in %.1f s", tokensSampled, reused, secondsSampling);
        return tokensTrained == 0
                ? sampled
                : sampled + String.format(Locale.ROOT, ", %,d trained on in %.1f s", tokensTrained, secondsTraining);
    }
}
