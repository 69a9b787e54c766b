package upft.kernel.cell;

import upft.io.UserException;

/**
 * Where a cell's output goes: a Jupyter client, a notebook file, or a terminal. Calls may come from several threads and
 * arrive in the order made.
 */
public interface CellOutput {
    /** When output that is to go goes. */
    enum Clearing {
        NOW,
        BEFORE_NEXT
    }

    /** Text of System.out. */
    void stdout(String text);

    /** Text of System.err. */
    void stderr(String text);

    /** A display that later calls of {@link #update} with the same id replace in place. */
    void display(String id, MimeBundle bundle);

    /** Replaces what was displayed under {@code id}. */
    void update(String id, MimeBundle bundle);

    /**
     * Tells a program in the client something.
     *
     * @throws UserException where there is no client that has programs
     */
    default void comm(CommMessage message) {
        throw new UserException(
                "Nobody is there to talk to: comms are for cells that a client of Jupyter's shows. Run the"
                        + " cell in JupyterLab or Notebook.");
    }

    /** Takes away what the cell has put out so far; does nothing where that cannot be taken back. */
    default void clear(Clearing when) {}
}
