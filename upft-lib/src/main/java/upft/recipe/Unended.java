package upft.recipe;

/** What becomes of full traces that reached their token limit before the model ended them. */
public enum Unended {
    /** They are left out and counted: a model trained on them would not learn to stop. */
    LEAVE_OUT,
    /** They are trained on as far as they go. */
    KEEP
}
