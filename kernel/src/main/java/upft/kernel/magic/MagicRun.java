package upft.kernel.magic;

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
 * @param progress shows how far long work has come
 * @param cancel is cancelled when the cell is interrupted
 */
public record MagicRun(
        Session session, MagicRegistry registry, History history, Progress progress, CancelToken cancel) {}
