package upft.model;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import upft.io.JsonFile;

/**
 * What a model's generation_config.json says of sampling; a field that it leaves out is empty. Its {@code do_sample} is not
 * looked at: who asks for samples is to have them.
 *
 * @param maxNewTokens tokens of a response at most
 * @param stopStrings texts that end a response
 * @param unsupported fields that change sampling, are set, and are not heeded here
 */
public record GenerationConfig(
        Optional<Double> temperature,
        Optional<Integer> topK,
        Optional<Double> topP,
        Optional<Double> minP,
        Optional<Double> repetitionPenalty,
        Optional<Integer> maxNewTokens,
        List<String> stopStrings,
        List<String> unsupported) {
    /** Says nothing. */
    public static final GenerationConfig NONE = new GenerationConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    /** Numbers that change sampling, each with the value at which it does not. */
    private static final Map<String, Double> OTHER_NUMBERS = Map.of(
            "typical_p", 1.0,
            "epsilon_cutoff", 0.0,
            "eta_cutoff", 0.0,
            "no_repeat_ngram_size", 0.0,
            "encoder_repetition_penalty", 1.0,
            "guidance_scale", 1.0,
            "num_beams", 1.0,
            "min_length", 0.0,
            "min_new_tokens", 0.0);

    private static final List<String> OTHER_FIELDS = List.of(
            "top_h",
            "penalty_alpha",
            "bad_words_ids",
            "sequence_bias",
            "suppress_tokens",
            "begin_suppress_tokens",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "exponential_decay_length_penalty");

    public GenerationConfig {
        stopStrings = List.copyOf(stopStrings);
        unsupported = List.copyOf(unsupported);
    }

    /** @throws upft.io.UserException naming file and field if one is out of range */
    static GenerationConfig of(JsonFile json) {
        return new GenerationConfig(
                number(json, "temperature", "a number of 0 or more", x -> x >= 0 && Double.isFinite(x)),
                number(json, "top_k", "a whole number of 0 or more", x -> x >= 0)
                        .flatMap(x -> json.integer("top_k")),
                number(json, "top_p", "a number above 0 and up to 1", x -> x > 0 && x <= 1),
                number(json, "min_p", "a number from 0 to 1", x -> x >= 0 && x <= 1),
                number(json, "repetition_penalty", "a number above 0", x -> x > 0 && Double.isFinite(x)),
                number(json, "max_new_tokens", "a whole number of 1 or more", x -> x >= 1)
                        .flatMap(x -> json.integer("max_new_tokens")),
                texts(json, "stop_strings"),
                unsupported(json));
    }

    /** These settings, but for what is said here. */
    public DecodingSettings over(DecodingSettings others) {
        return new DecodingSettings(
                temperature.orElse(others.temperature()),
                topK.orElse(others.topK()),
                topP.orElse(others.topP()),
                minP.orElse(others.minP()),
                repetitionPenalty.orElse(others.repetitionPenalty()));
    }

    private static Optional<Double> number(JsonFile json, String field, String rule, DoublePredicate allowed) {
        Optional<Double> value = json.number(field);
        if (value.filter(x -> !allowed.test(x)).isPresent()) {
            throw json.unfit(field, json.object().get(field), rule);
        }
        return value;
    }

    private static List<String> texts(JsonFile json, String field) {
        List<String> texts = new ArrayList<>();
        json.element(field).ifPresent(element -> {
            List<JsonElement> values =
                    element.isJsonArray() ? element.getAsJsonArray().asList() : List.of(element);
            for (JsonElement value : values) {
                boolean text =
                        value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
                if (!text || value.getAsString().isEmpty()) {
                    throw json.unfit(field, element, "a text or a list of texts, none of them empty");
                }
                texts.add(value.getAsString());
            }
        });
        return texts;
    }

    private static List<String> unsupported(JsonFile json) {
        List<String> fields = new ArrayList<>(OTHER_FIELDS.stream()
                .filter(field -> json.element(field).isPresent())
                .toList());
        OTHER_NUMBERS.forEach((field, neutral) -> {
            if (json.number(field).filter(value -> !value.equals(neutral)).isPresent()) {
                fields.add(field);
            }
        });
        return fields.stream().sorted().toList();
    }

    /** What is said and heeded, such as "temperature 0.6, top-p 0.9, at most 512 tokens"; empty if nothing is. */
    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        temperature.ifPresent(value -> said.add("temperature " + value));
        topK.ifPresent(value -> said.add("top-k " + value));
        topP.ifPresent(value -> said.add("top-p " + value));
        minP.ifPresent(value -> said.add("min-p " + value));
        repetitionPenalty.ifPresent(value -> said.add("repetition penalty " + value));
        maxNewTokens.ifPresent(value -> said.add("at most " + value + " tokens"));
        stopStrings.forEach(text -> said.add("stop string \"" + text + "\""));
        return String.join(", ", said);
    }
}
