package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import upft.experiment.MethodRun;
import upft.experiment.RunOptions;
import upft.experiment.RunRequest;
import upft.experiment.Runs;
import upft.io.UserException;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.session.Session;
import upft.training.Kept;

/** Options that say how a run is kept on disk, and what is done on its way. */
final class KeepingOptions {
    @Option(
            names = "--no-save",
            description = "Keep the run in memory alone: nothing is written, and nothing is left if the kernel dies.")
    private boolean unsaved;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run of this name and these settings that was killed or interrupted, from its last"
                            + " checkpoint; one that has finished is loaded; where there is none, it is begun.")
    private boolean resume;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description =
                    "Steps between checkpoints (default: as often as costs a twentieth of the time, ten seconds apart at least).")
    private Integer checkpointEvery;

    @Option(
            names = "--eval-every",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Measure the model on the development problems every N steps and at the end, as %%eval does.")
    private Integer evalEvery;

    @Option(
            names = "--keep",
            paramLabel = "WHICH",
            description =
                    "The model that is the result: last, or the best of those that --eval-every measured, by avg@k"
                            + " (default: last).")
    private Kept kept;

    boolean saves() {
        if (unsaved && (resume || checkpointEvery != null || evalEvery != null || kept == Kept.BEST)) {
            throw new UserException(
                    "--no-save keeps nothing on disk, which --resume, --checkpoint-every, --eval-every and"
                            + " --keep best need. Leave one of them out.");
        }
        if (kept == Kept.BEST && evalEvery == null) {
            throw new UserException(
                    "--keep best needs --eval-every N: the best model is one of those that are measured on"
                            + " the way.");
        }
        return !unsaved;
    }

    /** @throws UserException if a search, of which nothing is kept, is to be kept */
    void refuseForSearch() {
        if (resume || checkpointEvery != null || evalEvery != null || kept != null) {
            throw new UserException(
                    "A choice among several learning rates is not kept on disk, so --resume, --checkpoint-every,"
                            + " --eval-every and --keep have no place there. Train once more with the rate that was chosen.");
        }
    }

    /** Runs and keeps it. */
    MethodRun run(RunRequest plain, MagicRun run) {
        RunRequest request = plain.with(options(run.session()));
        Runs runs = run.session().keptRuns();
        return resume
                ? runs.resume(request, run.progress(), run.cancel())
                : runs.begin(request, run.progress(), run.cancel());
    }

    private RunOptions options(Session session) {
        RunOptions options = RunOptions.DEFAULTS;
        if (session.modelPlace().isPresent()) {
            options = options.from(session.modelPlace().get());
        }
        options = checkpointEvery == null ? options : options.withCheckpointEvery(checkpointEvery);
        options = evalEvery == null
                ? options
                : options.evaluatedOn(
                        session.dataset().dev(), session.settings().evaluation(), evalEvery);
        return kept == null ? options : options.keeping(kept);
    }

    /** What there is to say of an earlier life, before the run begins. */
    Optional<String> unfinished(RunRequest plain, Session session) {
        return resume
                ? Optional.empty()
                : session.keptRuns()
                        .unfinished(plain.with(options(session)))
                        .map(left -> "A run like this is in " + left.path() + ": it "
                                + left.record().orElseThrow().progress() + ". --resume goes on with it.");
    }

    /** The call that the twin ends with. */
    List<String> twin(String request, Session session) {
        List<String> lines = new ArrayList<>();
        String options = code(session);
        lines.add("var request = " + request + (options.isEmpty() ? "" : ".with(RunOptions.DEFAULTS" + options + ")")
                + ";");
        lines.add("Runs.in(Path.of("
                + Code.string(session.directory().resolve("runs").toString()) + "))."
                + (resume ? "resume" : "begin") + "(request, Progress.silent(), new CancelToken());");
        return lines;
    }

    private String code(Session session) {
        return (checkpointEvery == null ? "" : ".withCheckpointEvery(" + checkpointEvery + ")")
                + (evalEvery == null
                        ? ""
                        : ".evaluatedOn(dev, "
                                + Code.evaluation(session.settings().evaluation()) + ", " + evalEvery + ")")
                + (kept == null ? "" : ".keeping(Kept." + kept + ")");
    }
}
