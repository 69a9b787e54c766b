package upft.kernel.cell;

import java.util.OptionalInt;
import upft.task.CancelToken;

/**
 * One run of a cell, as those who drive an interpreter ask for it.
 *
 * @param number the number that the user sees beside the cell; empty for what is run on the side and not remembered
 * @param cancel stops the cell, also before the interpreter has begun it
 */
public record CellRequest(String code, OptionalInt number, CellOutput output, CellInput input, CancelToken cancel) {
    /** A cell without a number that can ask nobody, and that nothing but the interpreter's own interrupt stops. */
    public static CellRequest of(String code, CellOutput output) {
        CellInput nobody = CellInput.nobody("nobody is there to answer.");
        return new CellRequest(code, OptionalInt.empty(), output, nobody, new CancelToken());
    }

    /** The same run of other code. */
    public CellRequest withCode(String other) {
        return new CellRequest(other, number, output, input, cancel);
    }
}
