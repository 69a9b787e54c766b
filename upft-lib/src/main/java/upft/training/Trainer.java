package upft.training;

import java.util.Optional;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * Fine-tunes all parameters of a copy of a model, or an adapter on top of it, on a training set; the model itself stays as it
 * is.
 *
 * <p>A step whose loss or gradient is not finite is left out and counted; three in a row end the training.
 */
public final class Trainer {
    private final LanguageModel base;
    private final TrainingSettings settings;

    public Trainer(LanguageModel base, TrainingSettings settings) {
        this.base = base;
        this.settings = settings;
    }

    /** Trains, with nothing beside. See the other {@code train}. */
    public Tuned train(String name, TrainingSet set, Progress progress, CancelToken cancel) {
        return train(name, set, TrainingOptions.NONE, progress, cancel);
    }

    /**
     * Trains and gives the new model, which the caller closes. If the task is cancelled, or a checkpoint cannot be written,
     * that is the model of the last step that was made; the step under way is dropped whole, and
     * {@link Tuned#stopped} says why.
     *
     * @param name of the new model
     * @throws UserException if the set is empty, an example does not fit the model's context, three steps in a row were not
     *     finite, or there are checkpoints of another training
     * @throws upft.task.CancelledException if the task is cancelled before the first step is made
     */
    public Tuned train(String name, TrainingSet set, TrainingOptions options, Progress progress, CancelToken cancel) {
        requireExamples(set);
        set.forEach(this::requireFits);
        int budget = settings.microBatchTokens() > 0
                ? settings.microBatchTokens()
                : MicroBatches.tokenBudget(base.nativeBytes());
        Optional<Checkpoint> checkpoint = options.checkpoints().flatMap(Checkpoints::latest);
        try (TrainingRun run = base.beginTraining(settings.plan())) {
            TrainingLoop loop =
                    new TrainingLoop(name, run, set.examples(), settings, budget, options, progress, cancel);
            checkpoint.ifPresent(loop::resume);
            CancelToken.Registration told = cancel.onCancel(run::stop);
            try {
                loop.train();
            } finally {
                told.close();
            }
            return cancel.finish(() -> tuned(name, run, loop, options));
        }
    }

    private LanguageModel result(String name, TrainingRun run) {
        LanguageModel model = run.finish(name);
        if (model.adapter().isEmpty() || settings.adapterEnd() == AdapterEnd.APART) {
            return model;
        }
        try (model) {
            return model.merged(name);
        }
    }

    private Tuned tuned(String name, TrainingRun run, TrainingLoop loop, TrainingOptions options) {
        TrainingLog log = loop.log();
        TrainingPosition position = loop.position();
        int step = position.step();
        if (options.kept() == Kept.BEST && loop.stopped().isEmpty()) {
            Exam best = log.best().orElseThrow();
            step = best.step();
            if (step != position.step()) {
                options.checkpoints().orElseThrow().of(best).restore(run);
            }
        }
        return new Tuned(
                result(name, run), log, Bill.training(position.tokens(), position.seconds()), step, loop.stopped());
    }

    private static void requireExamples(TrainingSet set) {
        if (set.isEmpty()) {
            String why = set.leftOutSummary();
            throw new UserException("There is no example to train on"
                    + (why.isEmpty() ? "" : " (" + why + ")")
                    + ". Take more problems, more samples a problem or longer traces.");
        }
    }

    private void requireFits(TrainingExample example) {
        if (example.length() > base.contextLength()) {
            throw new UserException("The training example of " + example.problemId() + " has " + example.length()
                    + " tokens, but the context of " + base.name() + " is " + base.contextLength()
                    + ". Leave the problem out, or train on shorter traces.");
        }
    }
}
