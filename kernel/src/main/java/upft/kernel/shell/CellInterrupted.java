package upft.kernel.shell;

/** Thrown into the code of an interrupted cell at its next checkpoint. An error, so that ordinary handlers let it pass. */
final class CellInterrupted extends Error {
    CellInterrupted() {
        super("Interrupted", null, false, false);
    }
}
