package upft.kernel.interpreter;

import java.util.Optional;
import java.util.function.Supplier;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellInput.Echo;
import upft.task.CancelledException;

/**
 * Asks the user, in a box below the cell or at the terminal; cells see it as the variable {@code input}. What reads
 * {@code System.in} works as well; this adds a prompt, and what must not be seen.
 *
 * <pre>{@code
 * String name = input.line("Your name: ");
 * String token = input.password("Token: ");
 * }</pre>
 */
public final class UserInput {
    private final Supplier<CellInput> cell;

    /** @param cell gives who answers the cell that the calling thread works for */
    UserInput(Supplier<CellInput> cell) {
        this.cell = cell;
    }

    /**
     * Asks for a line of text.
     *
     * @throws UserException if nobody can be asked, or the user ended the input
     */
    public String line(String prompt) {
        return ask(prompt, Echo.SHOWN);
    }

    /** Asks for something that is neither shown nor kept, as {@link #line} does. */
    public String password(String prompt) {
        return ask(prompt, Echo.HIDDEN);
    }

    private String ask(String prompt, Echo echo) {
        Optional<String> answer;
        try {
            answer = cell.get().ask(prompt, echo);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
        return answer.orElseThrow(() -> new UserException(
                "The input was ended where \"" + prompt.strip() + "\" asked for a line. Run the cell again."));
    }

    @Override
    public String toString() {
        return "input.line(\"…\") and input.password(\"…\") ask the user";
    }
}
