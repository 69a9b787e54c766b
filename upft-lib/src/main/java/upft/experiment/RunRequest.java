package upft.experiment;

import java.util.Optional;
import java.util.function.BiFunction;
import upft.data.ProblemSet;
import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.training.TrainingSettings;

/**
 * A method to be run and kept on disk by {@link Runs}.
 *
 * @param traces to train on, if they are at hand and nothing is to be sampled
 * @param known traces that are used where they serve
 * @param adjustment of the settings to the examples, once these are known
 * @param options what is done beside
 */
public record RunRequest(
        Method method,
        LanguageModel base,
        ProblemSet problems,
        Optional<Traces> traces,
        TraceStore known,
        Optional<Adjustment> adjustment,
        RunOptions options) {
    /**
     * How settings of the training follow from what there is to train on.
     *
     * @param name what it does, which tells one adjustment from another
     */
    public record Adjustment(String name, BiFunction<TrainingSettings, TrainingSet, TrainingSettings> settings) {}

    /** A run that samples all that it needs. */
    public RunRequest(Method method, LanguageModel base, ProblemSet problems) {
        this(method, base, problems, Optional.empty(), TraceStore.empty(), Optional.empty(), RunOptions.DEFAULTS);
    }

    /** A run on these traces; nothing is sampled. */
    public RunRequest on(Traces atHand) {
        return new RunRequest(method, base, problems, Optional.of(atHand), known, adjustment, options);
    }

    /** A run that uses these traces where they serve. */
    public RunRequest knowing(TraceStore store) {
        return new RunRequest(method, base, problems, traces, store, adjustment, options);
    }

    /** A run whose settings are adjusted to its examples. */
    public RunRequest adjusting(Adjustment how) {
        return new RunRequest(method, base, problems, traces, known, Optional.of(how), options);
    }

    public RunRequest with(RunOptions newOptions) {
        return new RunRequest(method, base, problems, traces, known, adjustment, newOptions);
    }

    /** The method with the settings that these examples are trained with. */
    Method methodFor(TrainingSet examples) {
        TrainingSettings own = method.training();
        return new Method(
                method.name(),
                method.recipe(),
                method.sampling(),
                adjustment.map(how -> how.settings().apply(own, examples)).orElse(own));
    }
}
