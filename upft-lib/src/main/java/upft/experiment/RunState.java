package upft.experiment;

/** How far a run on disk has come. */
public enum RunState {
    /** It samples, or was killed while it did. */
    SAMPLING,
    /** It trains, or was killed while it did. */
    TRAINING,
    /** It was interrupted, or could not be saved any longer. */
    STOPPED,
    /** It came to an end that going on would not change. */
    FAILED,
    /** Its model is there. */
    FINISHED;

    /** Whether it can go on. */
    public boolean unfinished() {
        return this != FINISHED;
    }
}
