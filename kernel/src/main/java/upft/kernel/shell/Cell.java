package upft.kernel.shell;

import java.util.function.BooleanSupplier;
import upft.kernel.cell.CellOutput;

/** One run of a cell: where its output goes and whether it was interrupted. Its monitor announces the interrupt. */
final class Cell {
    private final int number;
    private final CellOutput output;
    private final BooleanSupplier finishing;
    private volatile boolean interrupted;

    /** @param finishing whether it is bringing something to an end that must not be given up */
    Cell(int number, CellOutput output, BooleanSupplier finishing) {
        this.number = number;
        this.output = output;
        this.finishing = finishing;
    }

    /** Counts the runs of a shell, from 1. */
    int number() {
        return number;
    }

    CellOutput output() {
        return output;
    }

    boolean isFinishing() {
        return finishing.getAsBoolean();
    }

    boolean isInterrupted() {
        return interrupted;
    }

    synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }
}
