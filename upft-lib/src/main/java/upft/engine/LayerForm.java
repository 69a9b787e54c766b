package upft.engine;

/**
 * In what the layers of one architecture differ from those of another, sizes aside.
 *
 * @param queryKeyValueBias whether the projections to queries, keys and values add a bias
 * @param outputBias whether the projection of what attention found does
 * @param feedForwardBias whether all three of the feed-forward block do
 * @param blockNorm where the two norms stand
 * @param headNorm whether queries and keys are normed
 */
public record LayerForm(
        boolean queryKeyValueBias,
        boolean outputBias,
        boolean feedForwardBias,
        BlockNorm blockNorm,
        HeadNorm headNorm) {
    /** As Llama's first: no biases, norms before the blocks only. */
    public static final LayerForm PLAIN = new LayerForm(false, false, false, BlockNorm.BEFORE, HeadNorm.NONE);

    public LayerForm withBiases(boolean queryKeyValue, boolean output, boolean feedForward) {
        return new LayerForm(queryKeyValue, output, feedForward, blockNorm, headNorm);
    }

    public LayerForm withBlockNorm(BlockNorm norm) {
        return new LayerForm(queryKeyValueBias, outputBias, feedForwardBias, norm, headNorm);
    }

    public LayerForm withHeadNorm(HeadNorm norm) {
        return new LayerForm(queryKeyValueBias, outputBias, feedForwardBias, blockNorm, norm);
    }

    /** Where the norms of a layer's two blocks stand. */
    public enum BlockNorm {
        /** What attention and the feed-forward block read is normed: {@code x + block(norm(x))}. */
        BEFORE,
        /** What they give is normed: {@code x + norm(block(x))}. */
        AFTER
    }

    /** How queries and keys are normed before they are turned. */
    public enum HeadNorm {
        NONE,
        /** Each head by itself, all with the same weights. */
        EACH_HEAD,
        /** All heads of a token together. */
        ALL_HEADS
    }
}
