package upft.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets one thread ask a task of another to stop. Tasks look at it between two native calls, several times a second; where a
 * native call may take longer they are told.
 */
public final class CancelToken {
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean cancelled;

    /** Asks the task to stop; it cannot be taken back. */
    public void cancel() {
        List<Runnable> told;
        synchronized (listeners) {
            cancelled = true;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(Runnable::run);
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

    /**
     * Runs {@code listener}, which returns at once, when the task is asked to stop, on the thread that asks; now if that has
     * happened already.
     *
     * @return to be closed when the listener is no longer needed
     */
    public Registration onCancel(Runnable listener) {
        synchronized (listeners) {
            if (!cancelled) {
                listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {};
    }

    private void remove(Runnable listener) {
        synchronized (listeners) {
            listeners.remove(listener);
        }
    }

    /** A listener that is told; closing it ends that. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
