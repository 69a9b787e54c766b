package upft.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import upft.io.FileErrors;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * The small files of a Hugging Face model directory, all but the weights, as they were found; a tuned model is saved with
 * those of its base.
 */
final class ModelFiles {
    static final String CONFIG = "config.json";
    static final String TOKENIZER = "tokenizer.json";
    private static final String GENERATION = "generation_config.json";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final String TEMPLATE = "chat_template.jinja";
    private static final List<String> OPTIONAL =
            List.of(GENERATION, TOKENIZER_CONFIG, TEMPLATE, "special_tokens_map.json", "added_tokens.json");

    private final Path directory;
    private final Map<String, byte[]> contents;
    private final ModelConfig config;

    private ModelFiles(Path directory, Map<String, byte[]> contents) {
        this.directory = directory;
        this.contents = contents;
        this.config = ModelConfig.of(json(CONFIG).orElseThrow());
    }

    static ModelFiles read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + " is no directory. Give the path of a Hugging Face model directory.");
        }
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String name : List.of(CONFIG, TOKENIZER)) {
            if (!Files.exists(directory.resolve(name))) {
                throw missing(directory, name);
            }
            contents.put(name, bytes(directory.resolve(name)));
        }
        for (String name : OPTIONAL) {
            if (Files.exists(directory.resolve(name))) {
                contents.put(name, bytes(directory.resolve(name)));
            }
        }
        return new ModelFiles(directory, contents);
    }

    private static UserException missing(Path directory, String name) {
        Path within = directory.resolve(ModelDirectory.WITHIN);
        boolean isRun = Files.exists(within.resolve(CONFIG)) || Files.exists(within.resolve(AdapterFiles.CONFIG));
        return new UserException(directory + " has no " + name + ". "
                + (isRun
                        ? "Give " + within + ", which is a model."
                        : "Give the path of a Hugging Face model directory, or fetch the file."));
    }

    /** Where they were read from; for messages. */
    Path path(String name) {
        return directory.resolve(name);
    }

    /** What is saved beside other weights of the same model. */
    Map<String, byte[]> toSave() {
        Map<String, byte[]> files = new LinkedHashMap<>(contents);
        files.put(CONFIG, config.toJson().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** What the model's answers depend on, as it is saved; generation_config.json is about settings. */
    Map<String, byte[]> texts() {
        Map<String, byte[]> texts = toSave();
        texts.keySet().retainAll(List.of(CONFIG, TOKENIZER, TOKENIZER_CONFIG, TEMPLATE));
        return texts;
    }

    ModelConfig config() {
        return config;
    }

    byte[] tokenizer() {
        return contents.get(TOKENIZER);
    }

    Optional<JsonFile> tokenizerConfig() {
        return json(TOKENIZER_CONFIG);
    }

    /** A chat template of a file of its own comes before that of tokenizer_config.json, as in transformers. */
    Optional<String> templateFile() {
        return Optional.ofNullable(contents.get(TEMPLATE)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Ids that end a response: of generation_config.json and of config.json. */
    Set<Integer> endTokens() {
        Set<Integer> ends = new TreeSet<>(config.endTokens());
        json(GENERATION).ifPresent(json -> ends.addAll(ModelConfig.idsOf(json, "eos_token_id")));
        return ends;
    }

    /** What generation_config.json says of sampling; nothing if there is no such file. */
    GenerationConfig generation() {
        return json(GENERATION).map(GenerationConfig::of).orElse(GenerationConfig.NONE);
    }

    private Optional<JsonFile> json(String name) {
        return Optional.ofNullable(contents.get(name)).map(bytes -> JsonFile.parse(directory.resolve(name), bytes));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
