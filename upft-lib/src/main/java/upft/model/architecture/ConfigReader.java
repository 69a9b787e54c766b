package upft.model.architecture;

import java.util.List;
import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.Rotary;
import upft.engine.SlidingWindow;
import upft.io.JsonFile;
import upft.io.UserException;

/** The fields of a config.json that several architectures share; each method's argument is what a missing one means. */
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

    RopeConfig rope() {
        return rope;
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

    /** Null means as many as query heads, in all architectures. */
    int kvHeads(int missing) {
        return json.object().has("num_key_value_heads")
                ? json.integer("num_key_value_heads").orElse(heads())
                : missing;
    }

    int headWidth(int missing) {
        return json.integer("head_dim").orElse(missing);
    }

    /** The usual width of a head where the configuration names none. */
    int hiddenByHeads() {
        return json.positive("hidden_size") / heads();
    }

    double normEpsilon(double missing) {
        return json.number("rms_norm_eps").orElse(missing);
    }

    DecoderShape shape(
            int kvHeads, int headWidth, double normEpsilon, Rotary rotary, LayerForm form, SlidingWindow sliding) {
        try {
            return new DecoderShape(
                    json.positive("vocab_size"),
                    json.positive("hidden_size"),
                    json.positive("intermediate_size"),
                    json.positive("num_hidden_layers"),
                    heads(),
                    kvHeads,
                    headWidth,
                    normEpsilon,
                    truth("tie_word_embeddings"),
                    rotary,
                    form,
                    sliding);
        } catch (IllegalArgumentException e) {
            throw new UserException(json.file() + ": " + e.getMessage() + ".", e);
        }
    }
}
