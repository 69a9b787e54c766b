package upft.kernel.interpreter;

import java.util.Optional;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.CommMessage;

/**
 * Lets what cells have for a message of the client's run as a cell, so that it prints, ends and is interrupted as one. Its
 * code sees this as the variable {@value #VARIABLE}.
 */
public final class CommHandlers {
    /** Name of the variable, which is not offered to users. */
    static final String VARIABLE = "__comms";

    private static final String CODE = VARIABLE + ".run();";

    private final CommTable table;
    private Runnable next = () -> {};

    CommHandlers(CommTable table) {
        this.table = table;
    }

    /** The cell to be run for a message; empty if there is none. A comm that nobody answers for is closed. */
    Optional<CellRequest> cell(CommMessage message, CellRequest request) {
        Optional<Runnable> handler = table.handler(message);
        if (handler.isEmpty() && message.kind() == CommMessage.Kind.OPEN) {
            request.output().comm(message.refusal());
        }
        return handler.map(found -> {
            next = found;
            return request.withCode(CODE);
        });
    }

    /** Runs what was last found; called by the cell. */
    public void run() {
        next.run();
    }
}
