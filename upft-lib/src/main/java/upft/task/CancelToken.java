package upft.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets one thread ask a task of another to stop. Tasks look at it between two native calls, several times a second; where a
 * native call may take longer they are told.
 */
public final class CancelToken {
    private final List<Runnable> listeners = new ArrayList<>();
    private final AtomicInteger finishing = new AtomicInteger();
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

    /**
     * Does what must come to its end once it has begun, such as the saving of what a cancelled task has reached: on a thread
     * of its own, which interrupts of the calling one do not reach. The caller waits, and stays interrupted if it was.
     */
    public <T> T finish(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "upft-finish");
        thread.setDaemon(true);
        finishing.incrementAndGet();
        try {
            thread.start();
            return await(task);
        } finally {
            finishing.decrementAndGet();
        }
    }

    /** Whether {@link #finish} is under way: who would give the task up had better wait. */
    public boolean isFinishing() {
        return finishing.get() > 0;
    }

    private static <T> T await(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
