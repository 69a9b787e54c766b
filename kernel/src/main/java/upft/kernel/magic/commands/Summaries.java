package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import upft.evaluation.EvaluationSettings;
import upft.experiment.LearningRateChoice;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;
import upft.model.TextTokenizer;
import upft.recipe.TrainingSet;
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
                .orElseGet(() -> "No example to train on: " + run.nothingLeft() + ". The model is unchanged, and "
                        + run.method()
                        + " stands for it. Take more problems, more samples a problem or longer traces."));
        lines.add(run.traces()
                        .settings()
                        .map(settings -> "Sampled with " + of(settings, maxTokens, model))
                        .orElse("Nothing was sampled: the traces were brought in from "
                                + run.traces().model())
                + ". Cost in all: " + run.bill());
        return lines;
    }

    /** What would be trained on, what was sampled to know it, and how long the training would be. */
    static List<String> ofDryRun(Training training, List<Double> rates) {
        TrainingSet examples = training.examples();
        String sampled = training.traces().imported()
                ? "Nothing was sampled: the traces were brought in from "
                        + training.traces().model() + "."
                : String.format(
                        Locale.ROOT,
                        "Sampled now: %,d tokens; %,d more were at hand. Both are kept, and %%train uses them again.",
                        examples.bill().tokensSampled() - examples.bill().tokensReused(),
                        examples.bill().tokensReused());
        return List.of("Nothing is trained. Examples: " + examples, sampled, length(training, rates));
    }

    private static String length(Training training, List<Double> rates) {
        TrainingSet examples = training.examples();
        TrainingSettings settings = training.method().training();
        if (examples.isEmpty()) {
            return "There is no example to train on: " + training.nothingLeft() + ".";
        }
        double passes = (double) settings.examplesSeen(examples.size()) / examples.size();
        return String.format(
                Locale.ROOT,
                "Training would take %,d optimiser steps (%s), %.2f passes over the examples, and look at %s%,d tokens%s.",
                settings.stepCount(examples.size()),
                of(settings),
                passes,
                passes == Math.rint(passes) ? "" : "about ",
                Math.round(passes * examples.responseTokens()),
                rates.size() < 2 ? "" : ", for each of " + rates.size() + " learning rates");
    }

    /** Which rate was kept, and what it cost to know. */
    static String of(LearningRateChoice choice) {
        return choice.trials().isEmpty()
                ? ""
                : "Of " + (choice.trials().size() + choice.diverged().size())
                        + " learning rates kept the best on the development split; the cost in all"
                        + " is that of the run that was kept, the search took besides: " + choice.searchCost() + ".";
    }

    /** Where the run is kept, and which of its models it is. */
    static String kept(MethodRun run) {
        String where = run.directory().map(path -> "Kept in " + path + ".").orElse("");
        boolean other = run.tuned().isPresent()
                && run.tuned().get().step() < run.tuned().get().log().planned();
        return run.stopped().isPresent() || !other
                ? where
                : "The model is that of step " + run.tuned().get().step() + ", the best on the way. " + where;
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
                + ", seed " + settings.seed()
                + settings.adapter().map(lora -> ", " + lora).orElse("")
                + (settings.adapter().isPresent() && !settings.makesAdapter() ? ", merged" : "");
    }
}
