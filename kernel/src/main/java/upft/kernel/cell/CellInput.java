package upft.kernel.cell;

import java.util.Optional;
import upft.io.UserException;

/** Who answers when a cell asks: the user of a Jupyter client or of a terminal, or nobody. Callable from any thread. */
@FunctionalInterface
public interface CellInput {
    /** Whether what is typed can be seen. */
    enum Echo {
        SHOWN,
        HIDDEN
    }

    /**
     * Asks for one line and waits for it.
     *
     * @param prompt shown before the place to type; may be empty
     * @return the line without its end; empty if the user ended the input instead
     * @throws UserException if there is nobody to ask
     * @throws InterruptedException if the calling thread is interrupted; the question is then withdrawn
     */
    Optional<String> ask(String prompt, Echo echo) throws InterruptedException;

    /**
     * For cells that cannot ask anybody.
     *
     * @param why the rest of a message that begins "This cell asks for input, and": the reason, and what to do instead
     */
    static CellInput nobody(String why) {
        return (prompt, echo) -> {
            String what = prompt.isBlank() ? "" : " (" + prompt.strip() + ")";
            throw new UserException("This cell asks for input" + what + ", and " + why);
        };
    }
}
