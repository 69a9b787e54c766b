package upft.training;

import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.task.ProgressMeter;

/**
 * Fine-tunes all parameters of a copy of a model on a training set; the model itself stays as it is.
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

    /**
     * Trains and gives the new model, which the caller closes.
     *
     * @param name of the new model
     * @throws UserException if the set is empty, an example does not fit the model's context, or three steps in a row were
     *     not finite
     * @throws upft.task.CancelledException between two native calls of a step; nothing of the training is left then
     */
    public Tuned train(String name, TrainingSet set, Progress progress, CancelToken cancel) {
        requireExamples(set);
        set.forEach(this::requireFits);
        int budget = settings.microBatchTokens() > 0
                ? settings.microBatchTokens()
                : MicroBatches.tokenBudget(base.nativeBytes());
        ProgressMeter meter = new ProgressMeter(progress, "training", "examples");
        try (TrainingRun run = base.beginTraining(settings.optimizer())) {
            TrainingLoop loop = new TrainingLoop(run, set.examples(), settings, budget, meter, cancel);
            TrainingLog log = loop.train(name);
            LanguageModel tuned = run.snapshot(name);
            return new Tuned(tuned, log, Bill.training(loop.tokensSeen(), meter.seconds()));
        }
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
