package upft.kernel.shell;

import java.util.Optional;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Knows which cell a thread works for: the one whose code started it, directly or through other threads. Workers of
 * fork-join pools outlive cells and work for whichever runs, so they count to the latest.
 */
final class Cells {
    private final InheritableThreadLocal<Cell> own = new InheritableThreadLocal<>();
    private volatile Cell latest;

    /** From now on this is the latest cell. */
    void begin(Cell cell) {
        latest = cell;
    }

    /** The calling thread, and those that it starts, work for this cell. */
    void enter(Cell cell) {
        own.set(cell);
    }

    /** The cell that the calling thread works for. */
    Optional<Cell> ofThisThread() {
        return Optional.ofNullable(Thread.currentThread() instanceof ForkJoinWorkerThread ? latest : own.get());
    }

    /** The cell that began last, running or not. */
    Optional<Cell> latest() {
        return Optional.ofNullable(latest);
    }
}
