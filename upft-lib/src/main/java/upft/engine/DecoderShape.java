package upft.engine;

/**
 * What fixes a decoder's computation, but for its weights.
 *
 * @param vocabulary rows of the embedding
 * @param hidden width of the hidden states
 * @param intermediate width of the feed-forward block
 * @param heads query heads; a multiple of {@code kvHeads}
 * @param kvHeads key/value heads
 * @param headWidth numbers a head; even
 * @param normEpsilon added to the mean square in RMS norm
 * @param tied whether the language-model head is the embedding
 * @param rotary the turning of queries and keys by position
 * @param form biases and norms of the layers
 * @param window the layers that see only a part of what came before
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
        boolean tied,
        Rotary rotary,
        LayerForm form,
        SlidingWindow window) {
    public DecoderShape {
        require(heads % kvHeads == 0, "num_attention_heads must be a multiple of num_key_value_heads");
        require(headWidth % 2 == 0, "the width of a head must be even");
        require(rotary.width() <= headWidth, "no more than a head's " + headWidth + " numbers can be turned");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
