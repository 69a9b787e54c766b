package upft.kernel.shell;

import java.util.concurrent.atomic.AtomicLong;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;

/**
 * One run of a cell: where its output goes, who answers it, and whether it was interrupted. Its monitor announces the
 * interrupt.
 */
final class Cell {
    private final int number;
    private final CellRequest request;
    private final AtomicLong codeNanos = new AtomicLong();
    private volatile boolean interrupted;

    Cell(int number, CellRequest request) {
        this.number = number;
        this.request = request;
    }

    /** Counts the runs of a shell, from 1. */
    int number() {
        return number;
    }

    CellOutput output() {
        return request.output();
    }

    CellInput input() {
        return request.input();
    }

    /** Whether it is bringing something to an end that must not be given up. */
    boolean isFinishing() {
        return request.cancel().isFinishing();
    }

    /** Its code has run for so long, once more. */
    void ran(long nanos) {
        codeNanos.addAndGet(nanos);
    }

    /** How long its code has run, compiling left out. */
    long codeNanos() {
        return codeNanos.get();
    }

    boolean isInterrupted() {
        return interrupted;
    }

    synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }
}
