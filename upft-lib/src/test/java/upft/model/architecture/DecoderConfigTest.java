package upft.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;
import upft.io.JsonFile;
import upft.io.UserException;

/** Configurations as transformers 5.23 (config.json) and 4.57 (config-4.json) wrote them for the same models. */
class DecoderConfigTest {
    private static final Path MODELS = Path.of("src/test/resources/upft/model/architectures");

    static List<String> names() throws IOException {
        try (Stream<Path> models = Files.list(MODELS)) {
            return models.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void bothSpellingsDescribeTheSameDecoder(String name) {
        DecoderConfig five = DecoderConfig.of(json(name, "config.json"));
        DecoderConfig four = DecoderConfig.of(json(name, "config-4.json"));
        assertEquals(five.layout().shape(), four.layout().shape());
        assertEquals(five.layout().slots(), four.layout().slots());
        assertEquals(five.contextLength(), four.contextLength());
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsSavedHasBothSpellingsAsEitherGenerationWritesThem(String name) {
        JsonFile five = json(name, "config.json");
        JsonFile four = json(name, "config-4.json");
        for (JsonFile original : List.of(five, four)) {
            JsonObject saved = DecoderConfig.of(original).saved("float16");
            requireHas(saved, four.object(), Set.of("rope_theta", "rope_scaling", "partial_rotary_factor"));
            requireHas(saved, five.object(), Set.of("rope_parameters", "dtype"));
            assertEquals("float16", saved.get("torch_dtype").getAsString());
            requireHas(saved, original.object(), original.object().keySet());
        }
    }

    /** transformers 4 looks for both beside rope_scaling. */
    @Test
    void theShareThatIsTurnedAndLongRopesOriginalLengthAreSavedBesideTheObject() {
        JsonObject phi3 = json("phi3-longrope", "config.json").object();
        phi3.remove("partial_rotary_factor");
        assertEquals(
                0.75,
                DecoderConfig.of(file(phi3))
                        .saved("float32")
                        .get("partial_rotary_factor")
                        .getAsDouble());
        JsonObject llama = edited(
                "llama-linear",
                "{\"rope_scaling\": {\"rope_type\": \"longrope\", \"original_max_position_embeddings\": 32,"
                        + " \"short_factor\": [1, 1, 1, 1, 1, 1], \"long_factor\": [2, 2, 2, 2, 2, 2]}}");
        assertEquals(
                32,
                DecoderConfig.of(file(llama))
                        .saved("float32")
                        .get("original_max_position_embeddings")
                        .getAsInt());
    }

    @Test
    void theTypeOfSavedWeightsHasBothNames() {
        JsonObject config = json("qwen2", "config.json").object();
        config.remove("dtype");
        JsonObject saved = DecoderConfig.of(file(config)).saved("bfloat16");
        assertEquals("bfloat16", saved.get("dtype").getAsString());
        assertEquals("bfloat16", saved.get("torch_dtype").getAsString());
    }

    /** Fields that the one generation writes and the other does not know are not missed. */
    private static void requireHas(JsonObject saved, JsonObject written, Set<String> fields) {
        for (String field : fields) {
            JsonElement wanted = written.get(field);
            if (wanted != null) {
                assertEquals(wanted, saved.get(field), field);
            }
        }
    }

    /** transformers 5 reads rope_scaling where there is one, so that must not say less than the rest. */
    @ParameterizedTest
    @CsvSource({"attention_factor, 1.25, 1.25", "factor, 3, 1.1690704818"})
    void scalesThatTransformers4HasNoPlaceForAreNotLost(String field, double value, double attentionFactor) {
        JsonObject config = json("phi3-longrope", "config.json").object();
        config.getAsJsonObject("rope_parameters").addProperty(field, value);
        DecoderConfig saved =
                DecoderConfig.of(file(DecoderConfig.of(file(config)).saved("float32")));
        assertEquals(attentionFactor, saved.layout().shape().rotary().attentionFactor(), 1e-9);
    }

    /** LlamaAttention's four projections have attention_bias, LlamaMLP's three have mlp_bias. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void llamasBlocksHaveASwitchForBiasesEach(boolean attention, boolean feedForward) {
        JsonObject config = json("llama-linear", "config.json").object();
        config.addProperty("attention_bias", attention);
        config.addProperty("mlp_bias", feedForward);
        assertEquals(
                LayerForm.PLAIN.withBiases(attention, attention, feedForward),
                DecoderConfig.of(file(config)).layout().shape().form());
    }

    @Test
    void siluHasAnotherName() {
        assertEquals(
                DecoderConfig.of(json("qwen2", "config.json")).layout().shape(),
                DecoderConfig.of(file(edited("qwen2", "{\"hidden_act\": \"swish\"}")))
                        .layout()
                        .shape());
    }

    @Test
    void programFilesThatAreNotSavedAreNotNamed() {
        JsonObject config = json("phi3", "config.json").object();
        config.add("auto_map", JsonParser.parseString("{\"AutoModelForCausalLM\": \"modeling_phi3.Phi3ForCausalLM\"}"));
        assertTrue(!DecoderConfig.of(file(config)).saved("float32").has("auto_map"));
    }

    @Test
    void theArchitectureIsFoundByTheModelTypeWhereItIsNotNamed() {
        JsonObject config = json("qwen2", "config.json").object();
        DecoderShape named = DecoderConfig.of(file(config)).layout().shape();
        config.remove("architectures");
        assertEquals(named, DecoderConfig.of(file(config)).layout().shape());
    }

    /** As transformers 5.23 reads them; the sizes alone must be there. */
    @ParameterizedTest
    @CsvSource({
        "llama-llama3, 4, 8, 1e-6, 0",
        "mistral, 8, 8, 1e-6, 4096",
        "qwen2, 32, 8, 1e-6, 0",
        "qwen3, 32, 128, 1e-6, 0",
        "olmo2, 4, 8, 1e-5, 0",
        "phi3, 4, 8, 1e-5, 0"
    })
    void fieldsThatAreMissingMeanWhatTheyMeanInTransformers(
            String name, int kvHeads, int headWidth, double epsilon, int window) {
        JsonObject config = json(name, "config.json").object();
        config.keySet()
                .retainAll(Set.of(
                        "architectures",
                        "vocab_size",
                        "hidden_size",
                        "intermediate_size",
                        "num_hidden_layers",
                        "num_attention_heads",
                        "max_position_embeddings"));
        config.addProperty("num_attention_heads", kvHeads == 4 ? 4 : 32);
        config.addProperty("hidden_size", config.get("num_attention_heads").getAsInt() * 8);
        DecoderShape shape = DecoderConfig.of(file(config)).layout().shape();
        assertEquals(kvHeads, shape.kvHeads());
        assertEquals(headWidth, shape.headWidth());
        assertEquals(epsilon, shape.normEpsilon());
        assertEquals(window, shape.window().tokens());
        assertEquals(headWidth / 2, shape.rotary().frequencies().size());
        assertEquals(
                Math.pow(10_000, -2.0 / headWidth), shape.rotary().frequencies().get(1), 1e-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-linear", "mistral", "qwen2", "qwen3", "olmo2", "phi3"})
    void nullMeansAKeyValueHeadForEveryQueryHead(String name) {
        JsonObject config = edited(name, "{\"num_key_value_heads\": null}");
        assertEquals(4, DecoderConfig.of(file(config)).layout().shape().kvHeads());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"use_sliding_window\": false, \"sliding_window\": null, \"layer_types\": null}', ''",
        "'{\"use_sliding_window\": true, \"sliding_window\": null, \"layer_types\": null, \"max_window_layers\": 0}', ''",
        "'{\"use_sliding_window\": false, \"sliding_window\": 7, \"layer_types\": null}', ''",
        "'{\"layer_types\": null, \"max_window_layers\": 2}', '2'",
        "'{\"layer_types\": null, \"max_window_layers\": 0}', '0 1 2'",
        "'{\"layer_types\": null}', ''",
        "'{}', '0 2'"
    })
    void qwensLayersSeeAWindowAsTheirFieldsSay(String edit, String layers) {
        SlidingWindow window =
                DecoderConfig.of(file(edited("qwen3", edit))).layout().shape().window();
        List<String> found =
                window.layers().stream().sorted().map(String::valueOf).toList();
        assertEquals(layers, String.join(" ", found));
    }

    /** Qwen2Config and Qwen3Config: sliding_window 4096, max_window_layers 28. */
    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3"})
    void qwensSwitchAloneMeansTheWindowOfTransformers(String name) {
        JsonObject config = edited(name, "{\"num_hidden_layers\": 30, \"use_sliding_window\": true}");
        List.of("sliding_window", "max_window_layers", "layer_types").forEach(config::remove);
        assertEquals(
                new SlidingWindow(4096, Set.of(28, 29)),
                DecoderConfig.of(file(config)).layout().shape().window());
    }

    @ParameterizedTest
    @CsvSource({
        "mistral, '{}', 8, 3",
        "mistral, '{\"sliding_window\": null}', 0, 0",
        "mistral, '{\"use_sliding_window\": false, \"max_window_layers\": 2}', 8, 3",
        "phi3, '{}', 9, 3",
        "phi3, '{\"sliding_window\": null}', 0, 0"
    })
    void elsewhereAllLayersSeeAWindowOrNone(String name, String edit, int tokens, int layers) {
        SlidingWindow window =
                DecoderConfig.of(file(edited(name, edit))).layout().shape().window();
        assertEquals(tokens, window.tokens());
        assertEquals(layers, window.layers().size());
    }

    @ParameterizedTest
    @CsvSource({
        "llama-linear, '{}', 160",
        "llama-dynamic, '{}', 96",
        "llama-llama3, '{}', 128",
        "llama-yarn, '{}', 256",
        "llama-yarn, '{\"max_position_embeddings\": 1000}', 1000",
        "llama-linear, '{\"max_position_embeddings\": 2000000000}', 2147483647",
        "qwen2, '{}', 128",
        "phi3-longrope, '{}', 80"
    })
    void theContextIsAsLongAsTheScalingMakesIt(String name, String edit, int length) {
        assertEquals(length, DecoderConfig.of(file(edited(name, edit))).contextLength());
    }

    /** transformers looks at it for "llama3", "yarn" and "longrope" alone. */
    @ParameterizedTest
    @ValueSource(strings = {"llama-linear", "llama-dynamic"})
    void otherPositionsDoNotCareAboutAnOriginalLength(String name) {
        DecoderConfig with = DecoderConfig.of(file(edited(name, "{\"original_max_position_embeddings\": 12}")));
        DecoderConfig without = DecoderConfig.of(json(name, "config.json"));
        assertEquals(without.layout().shape(), with.layout().shape());
        assertEquals(without.contextLength(), with.contextLength());
    }

    /** transformers 4 looks for it in rope_scaling, and 5 beside it first. */
    @ParameterizedTest
    @ValueSource(strings = {"llama-llama3", "llama-yarn"})
    void theOriginalLengthIsSavedWhereBothGenerationsLook(String name) {
        JsonObject config = edited(name, "{\"original_max_position_embeddings\": 48}");
        config.getAsJsonObject("rope_parameters").remove("original_max_position_embeddings");
        JsonObject saved = DecoderConfig.of(file(config)).saved("float32");
        assertEquals(48, saved.get("original_max_position_embeddings").getAsInt());
        for (String field : List.of("rope_scaling", "rope_parameters")) {
            JsonObject positions = saved.getAsJsonObject(field);
            assertEquals(48, positions.get("original_max_position_embeddings").getAsInt(), field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama-linear, '{\"architectures\": [\"GPT2LMHeadModel\"]}', GPT2LMHeadModel, Qwen3ForCausalLM",
        "llama-linear, '{\"architectures\": [\"LlamaForCausalLM\", \"X\"]}', X, Olmo2ForCausalLM",
        "llama-linear, '{\"architectures\": null, \"model_type\": \"gemma\"}', gemma, MistralForCausalLM",
        "llama-linear, '{\"architectures\": null, \"model_type\": null}', none, Phi3ForCausalLM",
        "llama-linear, '{\"rope_scaling\": {\"type\": \"mrope\"}}', mrope, 'default, linear, dynamic, yarn, longrope, llama3'",
        "phi3, '{\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}}', linear, 'default, longrope'",
        "llama-linear, '{\"rope_scaling\": {\"type\": \"linear\"}}', linear, factor",
        "llama-linear, '{\"rope_scaling\": {\"type\": \"linear\", \"factor\": -1}}', -1, positive",
        "llama-linear, '{\"rope_scaling\": \"linear\"}', rope_scaling, an object",
        "llama-llama3, '{\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8}}', llama3, low_freq_factor",
        "qwen3, '{\"rope_parameters\": {\"full_attention\": {\"rope_type\": \"default\"}}}', layer type, all layers",
        "llama-linear, '{\"partial_rotary_factor\": 0.5}', 0.5, 1",
        "phi3, '{\"partial_rotary_factor\": 0.4, \"rope_parameters\": null}', 0.4, even",
        "phi3-longrope, '{\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 2], \"long_factor\": [1, 2]}}', short_factor, a list of 6",
        "qwen2, '{\"hidden_act\": \"gelu\"}', gelu, silu",
        "qwen2, '{\"quantization_config\": {\"quant_method\": \"awq\"}}', quantised, bfloat16",
        "qwen3, '{\"layer_types\": [\"full_attention\", \"chunked_attention\", \"full_attention\"]}', chunked_attention, sliding_attention",
        "qwen3, '{\"layer_types\": [\"full_attention\"]}', layer_types, 3",
        "qwen3, '{\"use_sliding_window\": false}', without a window, use_sliding_window",
        "mistral, '{\"sliding_window\": 0}', sliding_window, positive",
        "olmo2, '{\"num_key_value_heads\": 3}', config.json, multiple"
    })
    void whatIsNotSupportedIsNamedWithWhatIs(String name, String edit, String found, String supported) {
        JsonFile config = file(edited(name, edit));
        String message = assertThrows(UserException.class, () -> DecoderConfig.of(config))
                .getMessage();
        assertTrue(message.contains("config.json"), message);
        assertTrue(message.contains(found), message);
        assertTrue(message.contains(supported), message);
    }

    private static JsonObject edited(String name, String edit) {
        JsonObject config = json(name, "config.json").object();
        JsonParser.parseString(edit).getAsJsonObject().entrySet().forEach(e -> config.add(e.getKey(), e.getValue()));
        return config;
    }

    private static JsonFile json(String name, String file) {
        return JsonFile.read(MODELS.resolve(name).resolve(file));
    }

    private static JsonFile file(JsonObject config) {
        return JsonFile.of(Path.of("config.json"), config);
    }
}
