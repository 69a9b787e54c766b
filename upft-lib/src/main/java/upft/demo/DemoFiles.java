package upft.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import upft.model.ModelDirectory;
import upft.recipe.Upft;

/** The files of the demo model's Hugging Face directory, but for what its weights have learned. */
final class DemoFiles {
    private static final int CONTEXT = 512;
    private static final int HIDDEN = 128;
    private static final int HEADS = 4;

    private DemoFiles() {}

    /** Writes the model as it is before it has learned anything. */
    static void writeFresh(Path directory, long seed) {
        List<String> vocabulary = DemoTokenizer.vocabulary(DemoText.words(Upft.TASK_TEMPLATE));
        Gson gson = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create();
        Map<String, String> files = Map.of(
                "config.json", gson.toJson(config(vocabulary.size())) + "\n",
                "tokenizer.json", gson.toJson(DemoTokenizer.json(vocabulary)) + "\n",
                "tokenizer_config.json", gson.toJson(tokenizerConfig()) + "\n",
                "generation_config.json", gson.toJson(generationConfig()) + "\n");
        ModelDirectory.writeRandom(directory, files, seed);
    }

    /** In fields that transformers 4 and 5 both read. */
    private static JsonObject config(int vocabulary) {
        JsonArray architectures = new JsonArray();
        architectures.add("LlamaForCausalLM");
        JsonObject json = new JsonObject();
        json.add("architectures", architectures);
        json.addProperty("model_type", "llama");
        json.addProperty("vocab_size", vocabulary);
        json.addProperty("hidden_size", HIDDEN);
        json.addProperty("intermediate_size", 3 * HIDDEN);
        json.addProperty("num_hidden_layers", 4);
        json.addProperty("num_attention_heads", HEADS);
        json.addProperty("num_key_value_heads", HEADS / 2);
        json.addProperty("head_dim", HIDDEN / HEADS);
        json.addProperty("max_position_embeddings", CONTEXT);
        json.addProperty("rms_norm_eps", 1e-5);
        json.addProperty("rope_theta", 10_000.0);
        json.addProperty("tie_word_embeddings", true);
        json.addProperty("hidden_act", "silu");
        json.addProperty("attention_bias", false);
        json.addProperty("mlp_bias", false);
        json.addProperty("torch_dtype", "float32");
        json.addProperty("eos_token_id", DemoTokenizer.END_ID);
        return json;
    }

    private static JsonObject tokenizerConfig() {
        JsonObject json = new JsonObject();
        json.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
        json.addProperty("eos_token", DemoTokenizer.END);
        json.addProperty("pad_token", DemoTokenizer.END);
        json.addProperty("model_max_length", CONTEXT);
        json.addProperty("clean_up_tokenization_spaces", false);
        json.addProperty("chat_template", DemoText.CHAT_TEMPLATE);
        return json;
    }

    private static JsonObject generationConfig() {
        JsonObject json = new JsonObject();
        json.addProperty("do_sample", true);
        json.addProperty("temperature", DemoSettings.TEMPERATURE);
        json.addProperty("max_new_tokens", DemoSettings.MAX_TOKENS);
        json.addProperty("eos_token_id", DemoTokenizer.END_ID);
        json.addProperty("pad_token_id", DemoTokenizer.END_ID);
        return json;
    }
}
