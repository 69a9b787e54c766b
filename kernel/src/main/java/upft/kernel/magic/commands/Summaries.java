package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import upft.evaluation.EvaluationSettings;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;
import upft.model.TextTokenizer;
import upft.sampling.SamplingSettings;
import upft.sampling.Traces;
import upft.training.TrainingSettings;

/** Short accounts of results, each with the settings that it would take to have it again. */
final class Summaries {
    private Summaries() {}

    /** @param maxTokens that a whole trace might have had */
    static String of(Traces traces, int maxTokens, LanguageModel model) {
        return String.format(
                Locale.ROOT,
                "Sampled %,d traces from %s (%s): %.1f tokens a trace, %.0f%% ended; %s",
                traces.size(),
                traces.model(),
                of(traces.settings().orElseThrow(), maxTokens, model),
                traces.meanLength(),
                100 * traces.endedShare(),
                traces.bill());
    }

    /**
     * What the method did, what was left out, and its cost.
     *
     * @param maxTokens that a whole trace might have had
     */
    static List<String> of(Method method, MethodRun run, int maxTokens, LanguageModel model) {
        List<String> lines = new ArrayList<>();
        lines.add("Examples: " + run.examples());
        lines.add(run.tuned()
                .map(tuned -> "Trained " + tuned.log() + " (" + of(method.training()) + ")")
                .orElse("No example to train on: the model is unchanged, and " + run.method() + " stands for it."));
        lines.add(run.traces()
                        .settings()
                        .map(settings -> "Sampled with " + of(settings, maxTokens, model))
                        .orElse("Nothing was sampled: the traces were brought in from "
                                + run.traces().model())
                + ". Cost in all: " + run.bill());
        return lines;
    }

    static String of(EvaluationSettings settings, LanguageModel model) {
        DecodingSettings own = SamplingSettings.defaultsFor(model).decoding();
        String limit = ", at most " + settings.maxTokens() + " tokens";
        return settings.samples() == 0
                ? own.greedy() + " only" + limit
                : "avg@k with k = " + settings.samples() + ", " + own.withTemperature(settings.temperature())
                        + ", seed " + settings.seed() + limit;
    }

    /** The values in force; cuts and penalties that do nothing are left out. */
    private static String of(SamplingSettings settings, int maxTokens, LanguageModel model) {
        TextTokenizer tokenizer = model.tokenizer();
        String ends = settings.endTokens().stream().map(tokenizer::token).collect(Collectors.joining(" "));
        String stops = settings.stopStrings().stream().map(Code::string).collect(Collectors.joining(" "));
        return settings.decoding() + ", seed " + settings.seed() + ", at most " + maxTokens + " tokens"
                + (ends.isEmpty() ? "" : ", ending at " + ends)
                + (stops.isEmpty() ? "" : ", stopping at " + stops);
    }

    private static String of(TrainingSettings settings) {
        String length = settings.steps() > 0 ? settings.steps() + " steps" : settings.epochs() + " epochs";
        return "learning rate " + settings.learningRate() + ", " + length + " of batches of " + settings.batchSize()
                + ", seed " + settings.seed();
    }
}
