package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import upft.evaluation.EvaluationSettings;
import upft.experiment.LearningRateSearch;
import upft.experiment.Method;
import upft.kernel.magic.session.Session;
import upft.model.LanguageModel;
import upft.sampling.SamplingSettings;

/**
 * The Java that a {@code %train} stands for.
 *
 * @param problems the expression of the training problems
 * @param brought the variable of traces that were brought in; empty if they are sampled
 */
record TrainTwin(Method method, LanguageModel model, String problems, Optional<String> brought) {
    private static final String REST = ", Progress.silent(), new CancelToken());";

    /** A run in one call. */
    List<String> run() {
        List<String> lines = new ArrayList<>(settings());
        lines.add("var " + Code.variable(method.name()) + " = method."
                + brought.map(traces -> "runOn(model, " + problems + ", " + traces)
                        .orElse("run(model, " + problems)
                + REST);
        return lines;
    }

    /** A run that is kept on disk, in one call. */
    List<String> kept(KeepingOptions keeping, Optional<FairOptions.Reference> reference, Session session) {
        List<String> lines = new ArrayList<>(settings());
        String request = "new RunRequest(method, model, " + problems + ")"
                + brought.map(traces -> ".on(" + traces + ")").orElse("")
                + reference
                        .map(other -> ".adjusting(" + other.adjustmentCode(session) + ")")
                        .orElse("");
        List<String> calls = keeping.twin(request, session);
        lines.add(calls.get(0));
        lines.add("var " + Code.variable(method.name()) + " = " + calls.get(1));
        return lines;
    }

    /** A run up to its training set. */
    List<String> examples() {
        List<String> lines = new ArrayList<>(settings());
        if (brought.isEmpty()) {
            lines.add("var traces = method.sample(model, " + problems + ", TraceStore.empty()" + REST);
        }
        lines.add("var examples = method.examples(model, " + problems + ", " + traces() + ");");
        return lines;
    }

    /** The same settings with the length of another run's training. */
    List<String> matched(FairOptions.Reference reference) {
        return List.of("method = method.with(Match." + reference.what() + ".settings(method.training(), examples, "
                + Code.variable(reference.run()) + "));");
    }

    /** The training on the examples. */
    List<String> trained() {
        return List.of(
                "var " + Code.variable(method.name()) + " = method.train(model, " + traces() + ", examples" + REST);
    }

    /** The training at several rates. */
    List<String> searched(LearningRateSearch search, EvaluationSettings evaluation) {
        String rates =
                String.join(", ", search.rates().stream().map(String::valueOf).toList());
        return List.of(
                "var search = new LearningRateSearch(method, List.of(" + rates + "),",
                "        new Evaluation(dev, " + Code.evaluation(evaluation) + "));",
                "var choice = search.run(model, " + traces() + ", examples" + REST,
                "var " + Code.variable(method.name()) + " = choice.best();");
    }

    private List<String> settings() {
        return List.of(
                "var method = new Method(" + Code.string(method.name()) + ", " + Code.recipe(method.recipe()) + ",",
                "        " + Code.sampling(method.sampling(), SamplingSettings.defaultsFor(model)) + ",",
                "        " + Code.training(method.training()) + ");");
    }

    private String traces() {
        return brought.orElse("traces");
    }
}
