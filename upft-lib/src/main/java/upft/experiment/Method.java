package upft.experiment;

import java.util.Optional;
import upft.data.ProblemSet;
import upft.model.LanguageModel;
import upft.recipe.Encoding;
import upft.recipe.Recipe;
import upft.recipe.TrainingSet;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.TraceSink;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Trainer;
import upft.training.TrainingOptions;
import upft.training.TrainingSettings;
import upft.training.Tuned;

/**
 * A recipe with all settings, run in one call: plan, sample what is not at hand, make examples, train.
 *
 * @param name of the method and of the model that it makes
 */
public record Method(String name, Recipe recipe, SamplingSettings sampling, TrainingSettings training) {
    /** A method that bears its recipe's name. */
    public Method(Recipe recipe, SamplingSettings sampling, TrainingSettings training) {
        this(recipe.name(), recipe, sampling, training);
    }

    /** Runs the method with no traces at hand. */
    public MethodRun run(LanguageModel base, ProblemSet problems, Progress progress, CancelToken cancel) {
        return run(base, problems, TraceStore.empty(), progress, cancel);
    }

    /**
     * Runs the method. The base model stays as it is.
     *
     * @param known traces that are used where they serve; what they cost is in the run's bill all the same
     */
    public MethodRun run(
            LanguageModel base, ProblemSet problems, TraceStore known, Progress progress, CancelToken cancel) {
        return runOn(base, problems, sample(base, problems, known, progress, cancel), progress, cancel);
    }

    /**
     * Runs the method on traces that are there, such as ones made elsewhere; nothing is sampled.
     *
     * @param traces that cover the recipe's plan, or that were brought in
     */
    public MethodRun runOn(
            LanguageModel base, ProblemSet problems, Traces traces, Progress progress, CancelToken cancel) {
        return train(base, traces, examples(base, problems, traces), progress, cancel);
    }

    /** The first step of a run: the recipe's plan, sampled. */
    public Traces sample(
            LanguageModel base, ProblemSet problems, TraceStore known, Progress progress, CancelToken cancel) {
        return sample(base, problems, known, (trace, seconds) -> {}, progress, cancel);
    }

    /** The same; {@code sink} hears of each trace. */
    Traces sample(
            LanguageModel base,
            ProblemSet problems,
            TraceStore known,
            TraceSink sink,
            Progress progress,
            CancelToken cancel) {
        // Nothing is sampled that could not be trained on.
        base.requireTrainable(training.plan());
        return new Sampler(base, sampling).sample(recipe.plan(problems), known, sink, progress, cancel);
    }

    /** The second step: the training set, which is as well to look at before anything is trained. */
    public TrainingSet examples(LanguageModel base, ProblemSet problems, Traces traces) {
        return recipe.examples(problems, traces, Encoding.of(base));
    }

    /**
     * The last step: the training.
     *
     * @param traces that the examples are from; the run keeps them
     */
    public MethodRun train(
            LanguageModel base, Traces traces, TrainingSet examples, Progress progress, CancelToken cancel) {
        return train(base, traces, examples, TrainingOptions.NONE, progress, cancel);
    }

    /** The same, with what is done beside. */
    MethodRun train(
            LanguageModel base,
            Traces traces,
            TrainingSet examples,
            TrainingOptions options,
            Progress progress,
            CancelToken cancel) {
        Optional<Tuned> tuned = examples.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trainer(base, training).train(name, examples, options, progress, cancel));
        return new MethodRun(name, traces, examples, tuned);
    }

    /** This method with other settings of its training. */
    public Method with(TrainingSettings newTraining) {
        return new Method(name, recipe, sampling, newTraining);
    }
}
