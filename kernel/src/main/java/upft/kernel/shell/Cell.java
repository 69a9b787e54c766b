package upft.kernel.shell;

import upft.kernel.cell.CellOutput;

/** One run of a cell: where its output goes and whether it was interrupted. Its monitor announces the interrupt. */
final class Cell {
    private final int number;
    private final CellOutput output;
    private volatile boolean interrupted;

    Cell(int number, CellOutput output) {
        this.number = number;
        this.output = output;
    }

    /** Counts the runs of a shell, from 1. */
    int number() {
        return number;
    }

    CellOutput output() {
        return output;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }
}
