package upft.engine;

/** What becomes, during training, of what the layers computed on the way to the loss. */
public enum Activations {
    /** It is kept until the gradient needs it: about ten times its width for each layer and token. */
    KEPT,
    /**
     * Of each layer its input alone is kept, and the rest is computed again when it is needed (Chen et al. 2016): a third
     * more arithmetic, the same numbers to the last bit, and memory that hardly grows with the number of layers.
     */
    RECOMPUTED
}
