package upft.training;

/** Which of a training's models is its result. */
public enum Kept {
    /** The one after the last step. */
    LAST,
    /** The one that did best when it was measured on the way; of equals the earlier. */
    BEST
}
