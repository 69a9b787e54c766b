package upft.model.architecture;

import java.util.List;
import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;
import upft.io.JsonFile;
import upft.io.UserException;

/** The fields of a config.json that several architectures share. */
final class ConfigReader {
    private final JsonFile json;
    private final RopeConfig rope;
    private final WindowConfig window;

    /** @throws UserException if the activation is not supported or the weights are quantised */
    ConfigReader(JsonFile json, RopeConfig rope) {
        this.json = json;
        this.rope = rope;
        this.window = new WindowConfig(json);
        String activation = json.text("hidden_act").orElse("silu");
        if (!List.of("silu", "swish").contains(activation)) {
            throw Unsupported.in(json, "hidden_act \"" + activation + "\"", List.of("silu"));
        }
        json.element("quantization_config").ifPresent(e -> {
            throw Unsupported.in(
                    json, "quantised weights (quantization_config)", List.of("float32, float16 and bfloat16 weights"));
        });
    }

    WindowConfig window() {
        return window;
    }

    boolean truth(String field) {
        return json.truth(field).orElse(false);
    }

    int heads() {
        return json.positive("num_attention_heads");
    }

    /** The usual width of a head where the configuration names none. */
    int hiddenByHeads() {
        return json.positive("hidden_size") / heads();
    }

    /**
     * The decoder of this form and window.
     *
     * @param missingKvHeads what is meant where {@code num_key_value_heads} is missing; null means as many as query heads
     * @param missingHeadWidth what is meant where {@code head_dim} is missing or null
     * @param missingEpsilon what is meant where {@code rms_norm_eps} is
     * @throws UserException naming the field that is missing or wrong
     */
    DecoderShape shape(
            int missingKvHeads, int missingHeadWidth, double missingEpsilon, LayerForm form, SlidingWindow sliding) {
        int headWidth = json.integer("head_dim").orElse(missingHeadWidth);
        try {
            return new DecoderShape(
                    json.positive("vocab_size"),
                    json.positive("hidden_size"),
                    json.positive("intermediate_size"),
                    json.positive("num_hidden_layers"),
                    heads(),
                    kvHeads(missingKvHeads),
                    headWidth,
                    json.number("rms_norm_eps").orElse(missingEpsilon),
                    truth("tie_word_embeddings"),
                    rope.rotary(headWidth),
                    form,
                    sliding);
        } catch (IllegalArgumentException e) {
            throw new UserException(json.file() + ": " + e.getMessage() + ".", e);
        }
    }

    private int kvHeads(int missing) {
        return json.object().has("num_key_value_heads")
                ? json.integer("num_key_value_heads").orElse(heads())
                : missing;
    }
}
