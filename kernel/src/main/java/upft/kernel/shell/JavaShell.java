package upft.kernel.shell;

import upft.kernel.cell.CellOutput;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;

/** Runs Java cells in this process through JShell. Knows nothing of magics, Jupyter or rendering. STUB */
public final class JavaShell implements AutoCloseable {
    public JavaShell(ShellSettings settings) {
        throw new UnsupportedOperationException("pending " + settings);
    }

    /** Runs a cell of plain Java. Never throws for what the cell does. */
    public ShellResult run(String code, CellOutput output) {
        throw new UnsupportedOperationException("pending");
    }

    /** Stops the running cell, if any: its thread is interrupted and its loops end. Callable from any thread. */
    public void interrupt() {
        throw new UnsupportedOperationException("pending");
    }

    public Completeness completeness(String code) {
        throw new UnsupportedOperationException("pending");
    }

    public Completions complete(String code, int cursor) {
        throw new UnsupportedOperationException("pending");
    }

    /** Signature and documentation of what is at the cursor, as plain text; empty where nothing is. */
    public java.util.Optional<String> inspect(String code, int cursor) {
        throw new UnsupportedOperationException("pending");
    }

    /** Declared type of a variable of the shell, as source text; empty if there is none of that name. */
    public java.util.Optional<String> typeOf(String variable) {
        throw new UnsupportedOperationException("pending");
    }

    @Override
    public void close() {}
}
