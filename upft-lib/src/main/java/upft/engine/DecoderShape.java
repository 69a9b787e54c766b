package upft.engine;

/**
 * The numbers that fix a decoder's computation.
 *
 * @param vocabulary rows of the embedding
 * @param hidden width of the hidden states
 * @param intermediate width of the feed-forward block
 * @param heads query heads; a multiple of {@code kvHeads}
 * @param kvHeads key/value heads
 * @param headWidth numbers a head; even
 * @param normEpsilon added to the mean square in RMS norm
 * @param ropeTheta base of the rotary angles
 * @param tied whether the language-model head is the embedding
 */
public record DecoderShape(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int kvHeads,
        int headWidth,
        double normEpsilon,
        double ropeTheta,
        boolean tied) {}
