package upft.kernel.shell;

import java.util.List;
import java.util.Optional;

/** How a run of Java code ended. */
public sealed interface ShellResult {
    /** It ran to its end. {@code value} is the object of the last expression, if the cell ended in one that has a value. */
    record Done(Optional<Object> value) implements ShellResult {}

    /** It does not compile. */
    record DoesNotCompile(List<Diagnostic> diagnostics) implements ShellResult {}

    /**
     * It threw.
     *
     * @param thrown the exception itself, its stack trace cut to the cell's own frames and what they called
     * @param line of the cell where it was thrown or passed through, from 1; 0 if unknown
     */
    record Threw(Throwable thrown, int line) implements ShellResult {}

    /** It was interrupted. {@code note} says what could not be stopped, or is empty. */
    record Interrupted(String note) implements ShellResult {}

    /**
     * A compiler message, positions in the cell.
     *
     * @param line from 1
     * @param column from 1, in Java characters
     * @param length of the marked text, at least 1
     */
    record Diagnostic(String message, int line, int column, int length) {}
}
