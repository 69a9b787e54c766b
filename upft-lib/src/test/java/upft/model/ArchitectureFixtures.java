package upft.model;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What make_architecture_fixtures.py and make_architecture_configs_4.py wrote. */
final class ArchitectureFixtures {
    private static final Path ROOT = Fixtures.path("architectures");

    private ArchitectureFixtures() {}

    static List<String> names() {
        try (Stream<Path> directories = Files.list(ROOT)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject json(String name, String file) {
        return JsonParser.parseString(Fixtures.text(ROOT.resolve(name).resolve(file)))
                .getAsJsonObject();
    }

    /** A model with its configuration as transformers 5 wrote it. */
    static LanguageModel load(String name, Path scratch) {
        return LanguageModel.load(directory(name, "config.json", scratch));
    }

    /** The model's files, with the tokenizer that all of them share. */
    static Path directory(String name, String config, Path scratch) {
        Path directory = scratch.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.copy(ROOT.resolve(name).resolve(config), directory.resolve("config.json"));
            Files.copy(ROOT.resolve(name).resolve("model.safetensors"), directory.resolve("model.safetensors"));
            Files.copy(Fixtures.path("tiny-tied").resolve("tokenizer.json"), directory.resolve("tokenizer.json"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
