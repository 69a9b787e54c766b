package upft.kernel.magic;

import java.util.List;
import java.util.function.Supplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.Variable;
import upft.kernel.history.History;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * What a magic has to work with while it runs.
 *
 * @param session the notebook's state
 * @param registry all magics
 * @param history the cells that were run, the one that runs among them
 * @param variables what cells have declared, in that order; not what the kernel provides
 * @param output where the cell's output goes, for what is to be seen before the magic has ended
 * @param progress shows how far long work has come
 * @param cancel is cancelled when the cell is interrupted
 */
public record MagicRun(
        Session session,
        MagicRegistry registry,
        History history,
        Supplier<List<Variable>> variables,
        CellOutput output,
        Progress progress,
        CancelToken cancel) {}
