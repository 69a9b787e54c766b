package upft.tests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Models and data sets as users have them when something went wrong. */
final class BrokenFiles {
    private static final Path DEMO = Program.ROOT.resolve("upft-lib/src/main/resources/upft/demo/model");
    private static final String GOOD =
            "{\"question\": \"Tom has 2 apples and buys 3. How many?\", \"answer\": \"5\"}\n";

    private final Path directory;

    BrokenFiles(Path directory) {
        this.directory = directory;
    }

    void write() throws IOException {
        Files.delete(model("no-config").resolve("config.json"));
        Files.delete(model("no-weights").resolve("model.safetensors"));
        cutInHalf(model("half-weights").resolve("model.safetensors"));
        Files.writeString(
                model("half-config").resolve("config.json"),
                "{\n  \"architectures\": [\"LlamaForCausalLM\"],\n  \"hidden_size\":");
        Files.writeString(model("no-tokenizer").resolve("tokenizer.json"), "{\"version\": \"1.0\"}");
        addToken(model("wide-tokenizer").resolve("tokenizer.json"), 999);
        Files.writeString(directory.resolve("text.jsonl"), GOOD + "{\"question\": \"Tom\", answer: 5}\n");
        Files.writeString(directory.resolve("field.jsonl"), GOOD + "{\"question\": \"Tom\", \"solution\": \"5\"}\n");
        Files.writeString(directory.resolve("empty.jsonl"), "");
        Files.createDirectories(directory.resolve("half-set"));
        Files.writeString(directory.resolve("half-set/train.jsonl"), GOOD);
        Files.createDirectories(directory.resolve("long-set"));
        Files.writeString(
                directory.resolve("long-set/train.jsonl"),
                GOOD + GOOD.replace("Tom", "Tom and Ann " + "x ".repeat(600)));
        Files.writeString(directory.resolve("long-set/dev.jsonl"), GOOD.replace("Tom", "Bob"));
        Files.writeString(directory.resolve("long-set/test.jsonl"), GOOD.replace("Tom", "Eve"));
    }

    private Path model(String name) throws IOException {
        Path copy = Files.createDirectories(directory.resolve(name));
        try (var files = Files.list(DEMO)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void cutInHalf(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    private static void addToken(Path tokenizer, int id) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(tokenizer)).getAsJsonObject();
        JsonObject token =
                json.getAsJsonArray("added_tokens").get(0).getAsJsonObject().deepCopy();
        token.addProperty("id", id);
        token.addProperty("content", "<far>");
        json.getAsJsonArray("added_tokens").add(token);
        Files.writeString(tokenizer, json.toString());
    }
}
