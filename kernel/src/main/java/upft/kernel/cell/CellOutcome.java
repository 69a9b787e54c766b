package upft.kernel.cell;

import java.util.List;
import java.util.Optional;

/** How a cell ended. */
public sealed interface CellOutcome {
    /** The cell ran to its end; its last expression's value, rendered, if it had one. */
    record Done(Optional<MimeBundle> result) implements CellOutcome {}

    /**
     * The cell failed or was interrupted.
     *
     * @param name the exception's class name, "CompilationError", "UserError" or "Interrupted"
     * @param message one line
     * @param traceback lines as they are shown, with ANSI colours
     */
    record Failed(String name, String message, List<String> traceback) implements CellOutcome {}
}
