package upft.training;

/** What becomes of a low-rank adapter when its training is over. */
public enum AdapterEnd {
    /** The result is the adapter on top of the base model's weights, which it shares; it is saved as a PEFT directory. */
    APART,
    /** It is added to a copy of the base model's weights: the result is a model as any other. */
    MERGED
}
