package upft.kernel.magic.commands;

import upft.experiment.MethodRun;
import upft.io.UserException;
import upft.task.CancelToken;
import upft.training.Tuned;

/** What there is to say of a training that ended before its last step. */
final class Stops {
    private Stops() {}

    /** @throws UserException if it was no interrupt that ended it: whoever asked for it is to hear of that */
    static void requireSaved(MethodRun run, CancelToken cancel) {
        if (run.stopped().isPresent() && !cancel.isCancelled()) {
            throw new UserException(said(run));
        }
    }

    /** Where it stopped and how to go on; empty if it came to its end. */
    static String said(MethodRun run) {
        return run.tuned().map(tuned -> said(run, tuned)).orElse("");
    }

    private static String said(MethodRun run, Tuned tuned) {
        if (tuned.stopped().isEmpty()) {
            return "";
        }
        String goOn = run.directory().isPresent()
                ? " The same line with --resume goes on from its last checkpoint."
                : " It was not kept on disk, so it cannot go on.";
        return "Stopped at step " + tuned.step() + " of " + tuned.log().planned() + ": "
                + tuned.stopped().get().replaceFirst("[.]?$", ".") + " " + run.method() + " is the model as of step "
                + tuned.step() + "." + goOn;
    }
}
