package upft.task;

/** Ends a task whose {@link CancelToken} was cancelled; what the task had not finished is dropped whole. */
public final class CancelledException extends RuntimeException {
    public CancelledException() {
        super("Interrupted.");
    }
}
