package upft.kernel.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seam between the language and those who drive it (Jupyter protocol, notebook runner, console). Positions are counted
 * in Java characters (UTF-16 units).
 */
public interface Interpreter extends AutoCloseable {
    /** Runs a cell; one at a time. Never throws: whatever goes wrong is in the outcome. */
    CellOutcome execute(CellRequest request);

    /** Runs a cell of which only its output matters; see {@link CellRequest#of}. */
    default CellOutcome execute(String code, CellOutput output) {
        return execute(CellRequest.of(code, output));
    }

    /**
     * Runs what cells have for a message of a program in the client's, if they have something; one at a time, and not beside
     * a cell. A comm that nobody answers for is closed. Never throws.
     *
     * @param request for what is run; its code is not looked at
     */
    default CellOutcome receive(CommMessage message, CellRequest request) {
        if (message.kind() == CommMessage.Kind.OPEN) {
            request.output().comm(message.refusal());
        }
        return new CellOutcome.Done(Optional.empty());
    }

    /** The targets of the comms that are open, by their ids. */
    default Map<String, String> comms() {
        return Map.of();
    }

    /**
     * Stops the cell that is running, if any; callable from any thread, more than once for a cell; returns at once. With no
     * cell running, a cell whose code could not be stopped and still runs says how to end it.
     */
    void interrupt();

    Completeness completeness(String code);

    Completions complete(String code, int cursor);

    /** What is known of the name at the cursor, or empty where nothing is. */
    Optional<MimeBundle> inspect(String code, int cursor);

    @Override
    void close();

    /** Whether a piece of code can be run as it is. */
    enum Completeness {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    /** Candidates that replace code from {@code start} (inclusive) to {@code end} (exclusive). */
    record Completions(int start, int end, List<String> candidates) {}
}
