package upft.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import upft.engine.DecoderShape;
import upft.model.ModelConfig;
import upft.model.ModelDirectory;
import upft.model.StorageType;
import upft.recipe.Upft;

/** The files of the demo model's Hugging Face directory, but for what its weights have learned. */
final class DemoFiles {
    private static final int CONTEXT = 512;

    private DemoFiles() {}

    /** Writes the model as it is before it has learned anything. */
    static void writeFresh(Path directory, long seed) {
        List<String> vocabulary = DemoTokenizer.vocabulary(DemoText.words(Upft.TASK_TEMPLATE));
        ModelConfig config =
                new ModelConfig(shape(vocabulary.size()), CONTEXT, StorageType.F32, Set.of(DemoTokenizer.END_ID));
        Gson gson = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create();
        Map<String, String> files = Map.of(
                "tokenizer.json", gson.toJson(DemoTokenizer.json(vocabulary)) + "\n",
                "tokenizer_config.json", gson.toJson(tokenizerConfig()) + "\n",
                "generation_config.json", gson.toJson(generationConfig()) + "\n");
        ModelDirectory.writeRandom(directory, config, files, seed);
    }

    private static DecoderShape shape(int vocabulary) {
        int hidden = 128;
        int heads = 4;
        return new DecoderShape(
                vocabulary, hidden, 3 * hidden, 4, heads, heads / 2, hidden / heads, 1e-5, 10_000, true);
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
