package upft.model;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import upft.engine.DecoderShape;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * What a Hugging Face config.json says of a {@code LlamaForCausalLM}.
 *
 * @param contextLength the longest sequence ({@code max_position_embeddings})
 * @param storage the type of the numbers in the weights' files
 * @param endTokens {@code eos_token_id}, one or several; may be empty
 */
public record ModelConfig(DecoderShape shape, int contextLength, StorageType storage, Set<Integer> endTokens) {
    private static final String SUPPORTED = "Supported are models of the architecture LlamaForCausalLM with rotary"
            + " positions that are not scaled, SiLU, and no biases";

    public ModelConfig {
        endTokens = Set.copyOf(endTokens);
        require(shape.heads() % shape.kvHeads() == 0, "num_attention_heads must be a multiple of num_key_value_heads");
        require(shape.headWidth() % 2 == 0, "the width of a head must be even");
    }

    /**
     * Reads a config.json.
     *
     * @throws UserException naming what was found and what is supported
     */
    public static ModelConfig read(Path file) {
        return of(JsonFile.read(file));
    }

    static ModelConfig of(JsonFile json) {
        requireLlama(json);
        int heads = json.positive("num_attention_heads");
        int hidden = json.positive("hidden_size");
        DecoderShape shape = new DecoderShape(
                json.positive("vocab_size"),
                hidden,
                json.positive("intermediate_size"),
                json.positive("num_hidden_layers"),
                heads,
                json.integer("num_key_value_heads").orElse(heads),
                json.integer("head_dim").orElse(hidden / heads),
                json.number("rms_norm_eps").orElse(1e-6),
                ropeTheta(json),
                json.truth("tie_word_embeddings").orElse(false));
        return checked(json, shape);
    }

    /** This configuration as transformers reads it. */
    public String toJson() {
        JsonObject json = new JsonObject();
        JsonArray architectures = new JsonArray();
        architectures.add("LlamaForCausalLM");
        json.add("architectures", architectures);
        json.addProperty("model_type", "llama");
        json.addProperty("vocab_size", shape.vocabulary());
        json.addProperty("hidden_size", shape.hidden());
        json.addProperty("intermediate_size", shape.intermediate());
        json.addProperty("num_hidden_layers", shape.layers());
        json.addProperty("num_attention_heads", shape.heads());
        json.addProperty("num_key_value_heads", shape.kvHeads());
        json.addProperty("head_dim", shape.headWidth());
        json.addProperty("max_position_embeddings", contextLength);
        json.addProperty("rms_norm_eps", shape.normEpsilon());
        json.addProperty("rope_theta", shape.ropeTheta());
        json.addProperty("tie_word_embeddings", shape.tied());
        json.addProperty("hidden_act", "silu");
        json.addProperty("attention_bias", false);
        json.addProperty("mlp_bias", false);
        json.addProperty("torch_dtype", storage.torchName());
        json.add("eos_token_id", idsToJson());
        return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json) + "\n";
    }

    private JsonElement idsToJson() {
        JsonArray ids = new JsonArray();
        new TreeSet<>(endTokens).forEach(ids::add);
        return ids.size() == 1 ? ids.get(0) : ids;
    }

    private static ModelConfig checked(JsonFile json, DecoderShape shape) {
        try {
            return new ModelConfig(
                    shape, json.positive("max_position_embeddings"), storage(json), idsOf(json, "eos_token_id"));
        } catch (IllegalArgumentException e) {
            throw new UserException(json.file() + ": " + e.getMessage() + ".", e);
        }
    }

    private static void requireLlama(JsonFile json) {
        String found = json.element("architectures").map(JsonElement::toString).orElse("none");
        if (!found.equals("[\"LlamaForCausalLM\"]")) {
            throw unsupported(json, "the architecture " + found);
        }
        String activation = json.text("hidden_act").orElse("silu");
        if (!activation.equals("silu")) {
            throw unsupported(json, "hidden_act \"" + activation + "\"");
        }
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            if (json.truth(bias).orElse(false)) {
                throw unsupported(json, bias + " true");
            }
        }
        json.element("quantization_config").ifPresent(e -> {
            throw unsupported(json, "quantised weights (quantization_config)");
        });
        requirePlainRotation(json);
    }

    private static void requirePlainRotation(JsonFile json) {
        for (String field : List.of("rope_scaling", "rope_parameters")) {
            Optional<JsonFile> rope = json.nested(field);
            String type = rope.flatMap(r -> r.text("rope_type").or(() -> r.text("type")))
                    .orElse("default");
            if (!type.equals("default")) {
                throw unsupported(json, field + " of type \"" + type + "\"");
            }
            double share = rope.flatMap(r -> r.number("partial_rotary_factor")).orElse(1.0);
            if (share != 1) {
                throw unsupported(json, "partial_rotary_factor " + share);
            }
        }
    }

    /** Up to transformers 4 a field of its own, from 5 on inside rope_parameters. */
    private static double ropeTheta(JsonFile json) {
        return json.number("rope_theta")
                .or(() -> json.nested("rope_parameters").flatMap(r -> r.number("rope_theta")))
                .orElse(10000.0);
    }

    private static StorageType storage(JsonFile json) {
        String name = json.text("torch_dtype").or(() -> json.text("dtype")).orElse("float32");
        return StorageType.ofTorchName(name)
                .orElseThrow(() -> unsupported(
                        json, "weights of type \"" + name + "\" (float32, float16 and bfloat16 are" + " supported)"));
    }

    /** A field that holds one id or a list of ids. */
    static Set<Integer> idsOf(JsonFile json, String field) {
        Set<Integer> ids = new TreeSet<>();
        json.element(field).ifPresent(element -> {
            JsonArray values = new JsonArray();
            if (element.isJsonArray()) {
                values.addAll(element.getAsJsonArray());
            } else {
                values.add(element);
            }
            for (JsonElement value : values) {
                if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
                    throw json.unfit(field, element, "a token id or a list of token ids");
                }
                ids.add(value.getAsInt());
            }
        });
        return ids;
    }

    private static UserException unsupported(JsonFile json, String found) {
        return new UserException(json.file() + " asks for " + found + ". " + SUPPORTED + ".");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
