package upft.training;

/** How the loss of a batch is averaged. */
public enum LossAverage {
    /** Over each example's response tokens, then over the examples: each weighs the same whatever its length (the authors' code). */
    EXAMPLES,
    /** Over all response tokens of the batch: each token weighs the same. */
    TOKENS
}
