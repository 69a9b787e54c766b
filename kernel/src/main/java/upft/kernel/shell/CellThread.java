package upft.kernel.shell;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The thread that the code of cells runs on, apart from the one that compiles: only this one is ever interrupted, since an
 * interrupt would close the files that the compiler holds open. A thread that an interrupt cannot end is given up for a new
 * one.
 */
final class CellThread implements AutoCloseable {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NUDGE_MILLIS = 50;

    /** Threads that an interrupted cell has started end at their next checkpoint, be it that they have to wake up first. */
    private static final long ARMED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What is left to do about code that nothing stops. */
    private static final String RESTART = "Only a restart of the kernel ends it (in Jupyter: Kernel, Restart Kernel);"
            + " the variables are lost then.";

    private final Cells cells;
    private final Checkpoint checkpoint;
    private final ClassLoader loader;
    private final Map<Thread, Cell> abandoned = new ConcurrentHashMap<>();
    private ExecutorService worker;
    private long armedAt;

    CellThread(Cells cells, Checkpoint checkpoint, ClassLoader loader) {
        this.cells = cells;
        this.checkpoint = checkpoint;
        this.loader = loader;
        this.worker = newWorker();
    }

    /** How a piece of code ended: with a value (maybe null), with {@code thrown}, or, {@code stuck} at a place, not at all. */
    record Ending(Object value, Throwable thrown, String stuck) {}

    /**
     * To be called before the code of a new cell, and now and then while it runs: threads that were interrupted for an older
     * one stay so. Gives the milliseconds until it is to be called again; 0 for never.
     */
    long disarmWhenDue() {
        abandoned.keySet().removeIf(thread -> !thread.isAlive());
        if (!checkpoint.isArmed() || !abandoned.isEmpty()) {
            return 0;
        }
        long left = ARMED_NANOS - (System.nanoTime() - armedAt);
        if (left <= 0) {
            checkpoint.disarm();
            return 0;
        }
        return TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }

    /**
     * Runs {@code code} for {@code cell} and waits: until it ends, or until 1 s after an interrupt, or as long as it then still
     * brings something to an end.
     */
    Ending run(Cell cell, Callable<Object> code) {
        Execution execution = new Execution(cell, code);
        long start = System.nanoTime();
        worker.execute(execution);
        boolean interruptedMyself = execution.awaitEndOrInterrupt();
        Ending ending = execution.ending != null ? execution.ending : execution.end();
        cell.ran(System.nanoTime() - start);
        if (interruptedMyself) {
            Thread.currentThread().interrupt();
        }
        return ending;
    }

    /** Tells the cells whose threads were given up and still run that nothing but a restart ends them. */
    void complainOfLeftOvers() {
        abandoned.forEach((thread, cell) -> {
            if (thread.isAlive()) {
                cell.output().stderr("Still running in the background, in " + place(thread) + ". " + RESTART + "\n");
            }
        });
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    private Ending abandon(Thread thread, Cell cell) {
        abandoned.put(thread, cell);
        worker.shutdown();
        worker = newWorker();
        return new Ending(null, null, place(thread));
    }

    private static String place(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "native code" : stack[0].toString();
    }

    /** One piece of code on the thread. Guarded by the monitor of its cell, which also announces interrupts. */
    private final class Execution implements Runnable {
        private final Cell cell;
        private final Callable<Object> code;
        private Thread thread;
        private volatile Ending ending;

        Execution(Cell cell, Callable<Object> code) {
            this.cell = cell;
            this.code = code;
        }

        @Override
        public void run() {
            cells.enter(cell);
            synchronized (cell) {
                thread = Thread.currentThread();
            }
            Ending how = callCode();
            synchronized (cell) {
                ending = how;
                Thread.interrupted(); // An interrupt of this cell is not for the next.
                cell.notifyAll();
            }
        }

        private Ending callCode() {
            try {
                return new Ending(code.call(), null, null);
            } catch (Throwable thrown) {
                return new Ending(null, thrown, null);
            }
        }

        /** Whether the waiting thread itself was interrupted, which counts as an interrupt of the cell. */
        boolean awaitEndOrInterrupt() {
            boolean interruptedMyself = false;
            synchronized (cell) {
                while (ending == null && !cell.isInterrupted()) {
                    try {
                        cell.wait(disarmWhenDue());
                    } catch (InterruptedException e) {
                        interruptedMyself = true;
                        cell.interrupt();
                    }
                }
            }
            return interruptedMyself;
        }

        /** Ends interrupted code: loops by the checkpoint, sleeps and waits by interrupting the thread again and again. */
        Ending end() {
            checkpoint.arm();
            armedAt = System.nanoTime();
            long giveUp = System.nanoTime() + GRACE_NANOS;
            synchronized (cell) {
                while (ending == null && (thread == null || System.nanoTime() - giveUp < 0)) {
                    if (cell.isFinishing()) {
                        giveUp = System.nanoTime() + GRACE_NANOS;
                    }
                    if (thread != null) {
                        thread.interrupt();
                    }
                    try {
                        cell.wait(NUDGE_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        giveUp = System.nanoTime();
                    }
                }
                return ending != null ? ending : abandon(thread, cell);
            }
        }
    }
}
