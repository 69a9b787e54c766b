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

    /** The cell to be run for a message; empty if there is none. */
    Optional<CellRequest> cell(CommMessage message, CellRequest request) {
        return table.handler(message).map(found -> {
            next = found;
            return request.withCode(CODE);
        });
    }

    /** Runs what was last found; called by the cell. */
    public void run() {
        next.run();
    }
}
