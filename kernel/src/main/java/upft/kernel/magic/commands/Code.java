package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import upft.evaluation.EvaluationSettings;
import upft.model.LoraSettings;
import upft.model.OptimizerSettings;
import upft.recipe.Recipe;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.Unended;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.training.TrainingSettings;

/** Settings as the Java that makes them: what differs from the defaults is said, the rest is left out. */
final class Code {
    private Code() {}

    static String string(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\r", "\\r")
                + "\"";
    }

    /** A result's name as a variable's. */
    static String variable(String name) {
        String word = name.replaceAll("\\W", "_");
        return Character.isJavaIdentifierStart(word.charAt(0)) ? word : "_" + word;
    }

    /** {@code model} is the variable that the code uses. */
    static String sampling(SamplingSettings settings, SamplingSettings own) {
        return "SamplingSettings.defaultsFor(model)"
                + with(
                        "Temperature",
                        settings.decoding().temperature(),
                        own.decoding().temperature())
                + with("TopK", settings.decoding().topK(), own.decoding().topK())
                + with("TopP", settings.decoding().topP(), own.decoding().topP())
                + with("MinP", settings.decoding().minP(), own.decoding().minP())
                + with(
                        "RepetitionPenalty",
                        settings.decoding().repetitionPenalty(),
                        own.decoding().repetitionPenalty())
                + endTokens(settings.endTokens(), own.endTokens())
                + stopStrings(settings.stopStrings(), own.stopStrings())
                + with("Seed", settings.seed(), own.seed())
                + with("BatchSize", settings.batchSize(), own.batchSize());
    }

    /** None stands for the model's own. */
    private static String endTokens(List<Integer> ids, List<Integer> own) {
        return ids.isEmpty() || ids.equals(own) ? "" : ".withEndTokens(List.of(" + joined(ids, String::valueOf) + "))";
    }

    private static String stopStrings(List<String> texts, List<String> own) {
        return texts.equals(own) ? "" : ".withStopStrings(List.of(" + joined(texts, Code::string) + "))";
    }

    private static <T> String joined(List<T> values, Function<T, String> code) {
        return values.stream().map(code).collect(Collectors.joining(", "));
    }

    static String training(TrainingSettings settings) {
        TrainingSettings own = TrainingSettings.defaults();
        return "TrainingSettings.defaults()"
                + with("LearningRate", settings.learningRate(), own.learningRate())
                + with("Epochs", settings.epochs(), own.epochs())
                + with("Steps", settings.steps(), own.steps())
                + with("BatchSize", settings.batchSize(), own.batchSize())
                + with("WarmUpShare", settings.warmUpShare(), own.warmUpShare())
                + call("withSchedule", settings.schedule(), own.schedule())
                + optimizer(settings.optimizer(), own.optimizer())
                + settings.adapter().map(Code::adapter).orElse("")
                + call("withAdapterEnd", settings.adapterEnd(), own.adapterEnd())
                + call("withActivations", settings.activations(), own.activations())
                + with("Seed", settings.seed(), own.seed());
    }

    private static String optimizer(OptimizerSettings settings, OptimizerSettings own) {
        String decay = with("WeightDecay", settings.weightDecay(), own.weightDecay());
        return decay.isEmpty() ? "" : ".withOptimizer(OptimizerSettings.PAPER" + decay + ")";
    }

    private static String adapter(LoraSettings settings) {
        LoraSettings own = LoraSettings.defaults();
        String targets = settings.targets().stream().map(Code::string).collect(Collectors.joining(", "));
        return ".withAdapter(LoraSettings.defaults()"
                + with("Rank", settings.rank(), own.rank())
                + with("Alpha", settings.alpha(), own.alpha())
                + with("Dropout", settings.dropout(), own.dropout())
                + call("withScaling", settings.scaling(), own.scaling())
                + (targets.isEmpty() ? "" : ".withTargets(" + targets + ")")
                + ")";
    }

    static String evaluation(EvaluationSettings settings) {
        EvaluationSettings own = EvaluationSettings.defaults();
        return "EvaluationSettings.defaults()"
                + with("Samples", settings.samples(), own.samples())
                + with("Temperature", settings.temperature(), own.temperature())
                + with("MaxTokens", settings.maxTokens(), own.maxTokens())
                + with("Seed", settings.seed(), own.seed())
                + with("BatchSize", settings.batchSize(), own.batchSize());
    }

    static String recipe(Recipe recipe) {
        if (recipe instanceof Upft upft) {
            return upft(upft);
        }
        if (recipe instanceof Rft rft) {
            Rft own = Rft.samples(rft.samples());
            return "Rft.samples(" + rft.samples() + ")"
                    + call("upTo", rft.maxTokens(), own.maxTokens())
                    + call("keep", rft.keep(), own.keep())
                    + call("seed", rft.seed(), own.seed())
                    + maxLength(rft.maxLength());
        }
        Sft sft = (Sft) recipe;
        return "Sft.upTo(" + sft.maxTokens() + ")" + call("unended", sft.unended(), Unended.LEAVE_OUT)
                + maxLength(sft.maxLength());
    }

    private static String upft(Upft upft) {
        Upft own = Upft.prefix(upft.prefix());
        OptionalInt endToken = upft.form().endToken();
        return "Upft.prefix(" + upft.prefix() + ")"
                + call("structure", upft.structure(), own.structure())
                + call("structureFrom", upft.share().choice(), own.share().choice())
                + call("cut", upft.form().cut(), own.form().cut())
                + (endToken.isEmpty() ? "" : ".endToken(" + endToken.getAsInt() + ")")
                + call("upTo", upft.maxTokens(), own.maxTokens())
                + call("unended", upft.unended(), own.unended())
                + maxLength(upft.maxLength())
                + upft.filter()
                        .map(filter -> ".labelFilter(" + filter.samples() + ")")
                        .orElse("")
                + call("seed", upft.seed(), own.seed());
    }

    private static String maxLength(OptionalInt tokens) {
        return tokens.isEmpty() ? "" : ".maxLength(" + tokens.getAsInt() + ")";
    }

    private static String with(String name, Number value, Number own) {
        return call("with" + name, value, own);
    }

    private static String call(String name, Number value, Number own) {
        return value.equals(own) ? "" : "." + name + "(" + number(value) + ")";
    }

    private static String call(String name, Enum<?> value, Enum<?> own) {
        return value == own ? "" : "." + name + "(" + constant(value) + ")";
    }

    /** A constant by the name that cells know it by, such as {@code StructureShare.Choice.LAST}. */
    private static String constant(Enum<?> value) {
        Class<?> type = value.getDeclaringClass();
        String outer =
                type.getDeclaringClass() == null ? "" : type.getDeclaringClass().getSimpleName() + ".";
        return outer + type.getSimpleName() + "." + value.name();
    }

    private static String number(Number value) {
        return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e6
                ? String.format(Locale.ROOT, "%.0f", d)
                : value.toString();
    }
}
