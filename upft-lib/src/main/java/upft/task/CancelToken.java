package upft.task;

/** Lets one thread ask a task of another to stop. Tasks look at it between two native calls, several times a second. */
public final class CancelToken {
    private volatile boolean cancelled;

    /** Asks the task to stop; it cannot be taken back. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** @throws CancelledException if {@link #cancel} was called */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancelledException();
        }
    }
}
