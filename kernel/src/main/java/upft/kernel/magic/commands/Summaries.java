package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import upft.evaluation.EvaluationSettings;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.sampling.SamplingSettings;
import upft.sampling.Traces;
import upft.training.TrainingSettings;

/** Short accounts of results, each with the settings that it would take to have it again. */
final class Summaries {
    private Summaries() {}

    static String of(Traces traces) {
        return String.format(
                Locale.ROOT,
                "Sampled %,d traces from %s (%s): %.1f tokens a trace, %.0f%% ended; %s",
                traces.size(),
                traces.model(),
                of(traces.settings()),
                traces.meanLength(),
                100 * traces.endedShare(),
                traces.bill());
    }

    /** What the method did, what was left out, and its cost. */
    static List<String> of(Method method, MethodRun run) {
        List<String> lines = new ArrayList<>();
        lines.add("Examples: " + run.examples());
        lines.add(run.tuned()
                .map(tuned -> "Trained " + tuned.log() + " (" + of(method.training()) + ")")
                .orElse("No example to train on: the model is unchanged, and " + run.method() + " stands for it."));
        lines.add("Sampled with " + of(method.sampling()) + ". Cost in all: " + run.bill());
        return lines;
    }

    static String of(EvaluationSettings settings) {
        return settings.samples() == 0
                ? "greedy only, at most " + settings.maxTokens() + " tokens"
                : "avg@k with k = " + settings.samples() + ", temperature " + settings.temperature() + ", seed "
                        + settings.seed() + ", at most " + settings.maxTokens() + " tokens";
    }

    private static String of(SamplingSettings settings) {
        String cut = (settings.decoding().topK() == 0
                        ? ""
                        : ", top-k " + settings.decoding().topK())
                + (settings.decoding().topP() == 1
                        ? ""
                        : ", top-p " + settings.decoding().topP());
        return "temperature " + settings.decoding().temperature() + cut + ", seed " + settings.seed();
    }

    private static String of(TrainingSettings settings) {
        return "learning rate " + settings.learningRate() + ", " + settings.epochs() + " epochs of batches of "
                + settings.batchSize() + ", seed " + settings.seed();
    }
}
