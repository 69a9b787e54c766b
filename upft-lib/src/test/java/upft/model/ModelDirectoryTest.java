package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;

class ModelDirectoryTest {
    @TempDir
    private Path scratch;

    @Test
    void aLoadedDirectoryTellsWhatItsFilesSay() {
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            assertEquals("tiny-tied", model.name());
            assertEquals(64, model.contextLength());
            assertEquals(Set.of(95, 96), model.endTokens());
            assertEquals(
                    "temperature 0.6, top-k 20, top-p 0.9",
                    model.generationConfig().toString());
            assertEquals(97, model.tokenizer().vocabularySize());
            assertEquals((97 * 32 + 2 * (64 * 32 + 32 * 32 + 3 * 48 * 32 + 64) + 32) * 4, model.nativeBytes());
        }
    }

    @Test
    void aSavedModelReplacesAnOldOneAndLeavesNothingBesideIt() throws IOException {
        Path target = scratch.resolve("model");
        try (LanguageModel tied = Fixtures.load("tiny-tied");
                LanguageModel untied = Fixtures.load("tiny-untied")) {
            untied.save(target);
            tied.save(target);
            try (LanguageModel loaded = LanguageModel.load(target)) {
                assertArrayEquals(tied.logits(new int[] {1, 2, 3}), loaded.logits(new int[] {1, 2, 3}));
            }
        }
        assertEquals(List.of("model"), names(scratch));
        assertEquals(
                List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json"), names(target));
    }

    @Test
    void aDirectoryThatIsNoModelIsNeverOverwritten() throws IOException {
        Path precious = Files.writeString(scratch.resolve("diary.txt"), "dear diary");
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            assertThrows(UserException.class, () -> model.save(scratch));
            assertThrows(UserException.class, () -> model.save(precious));
        }
        assertEquals(List.of("diary.txt"), names(scratch));
    }

    @Test
    void aFailedSaveLeavesNothing() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "no directory");
        try (LanguageModel model = Fixtures.load("tiny-tied")) {
            UserException failed = assertThrows(UserException.class, () -> model.save(file.resolve("model")));
            assertTrue(failed.getMessage().contains("model"), failed.getMessage());
        }
        assertEquals(List.of("file"), names(scratch));
    }

    @Test
    void aRandomModelDependsOnItsSeedAlone() {
        float[][] one = logitsOfRandom("one", 1);
        assertArrayEquals(one, logitsOfRandom("again", 1));
        assertNotEquals(one[0][0], logitsOfRandom("other", 2)[0][0]);
    }

    private float[][] logitsOfRandom(String name, long seed) {
        Map<String, String> files = new TreeMap<>();
        for (String file : List.of("config.json", "tokenizer.json")) {
            files.put(file, Fixtures.text(Fixtures.path("tiny-tied").resolve(file)));
        }
        ModelDirectory.writeRandom(scratch.resolve(name), files, seed);
        try (LanguageModel model = LanguageModel.load(scratch.resolve(name))) {
            assertEquals(Set.of(95), model.endTokens());
            return model.logits(new int[] {4, 5, 6});
        }
    }

    @ParameterizedTest
    @CsvSource({"config.json", "tokenizer.json", "model.safetensors"})
    void aMissingFileIsNamed(String name) throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        Files.delete(directory.resolve(name));
        requireRefused(directory, name);
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Path directory = Fixtures.copy("tiny-sharded", scratch);
        Files.delete(directory.resolve("model-00003-of-00004.safetensors"));
        requireRefused(directory, "model-00003-of-00004.safetensors");
    }

    @Test
    void aPickleIsRefusedAsOne() throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        Files.move(directory.resolve("model.safetensors"), directory.resolve("pytorch_model.bin"));
        requireRefused(directory, "pickle");
    }

    @Test
    void missingAndUnknownTensorsAreNamed() throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        edit(directory, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
        requireRefused(directory, "missing model.layers.2.input_layernorm.weight");
        edit(directory, "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 1");
        requireRefused(directory, "unknown model.layers.1.input_layernorm.weight");
        edit(directory, "\"num_hidden_layers\": 1", "\"num_hidden_layers\": 2");
        edit(directory, "\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
        requireRefused(directory, "missing lm_head.weight");
    }

    @Test
    void aModelBeyondTheMachinesMemoryIsRefusedBeforeItsWeightsAreRead() throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        Files.delete(directory.resolve("model.safetensors"));
        edit(directory, "\"vocab_size\": 97", "\"vocab_size\": 2000000000");
        // 2,000,000,000 x 32 of the embedding, and 2 x (64 x 32 + 32 x 32 + 3 x 48 x 32 + 64) + 32 others.
        requireRefused(directory, "64,000,015,520 numbers as float32, take 256.0 GB");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        edit(directory, "\"intermediate_size\": 48", "\"intermediate_size\": 40");
        requireRefused(directory, "model.layers.0.mlp.gate_proj.weight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"model\": {\"vocab\"",
                "{}",
                "{\"model\": {\"vocab\": {\"a\": 0}}}",
                "{\"model\": {\"vocab\": 7}}"
            })
    void aTokenizerThatCannotBeReadIsNamed(String text) throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        Files.writeString(directory.resolve("tokenizer.json"), text);
        requireRefused(directory, "tokenizer.json");
    }

    @Test
    void aTokenizerWithIdsBeyondTheEmbeddingIsRefused() throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        Path tokenizer = directory.resolve("tokenizer.json");
        Files.writeString(tokenizer, Fixtures.text(tokenizer).replace("\"id\":96", "\"id\":97"));
        requireRefused(directory, "token ids up to 97, but the embedding has 97 rows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"LlamaForCausalLM\"     | \"GPT2LMHeadModel\"                                  | GPT2LMHeadModel",
                "\"rope_scaling\": null   | \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8} | llama3",
                "\"hidden_act\": \"silu\" | \"hidden_act\": \"gelu\"                             | gelu",
                "\"torch_dtype\": \"float32\" | \"torch_dtype\": \"float8_e4m3fn\"               | float8_e4m3fn",
                "\"hidden_size\": 32      | \"hidden_size\": \"wide\"                            | hidden_size",
                "\"hidden_size\": 32      | \"hidden_size\": -32                                 | hidden_size",
                "\"hidden_size\": 32      | \"other\": 32                                        | hidden_size",
                "\"num_key_value_heads\": 2 | \"num_key_value_heads\": 3                         | multiple",
                "\"eos_token_id\": 95     | \"eos_token_id\": 970                                | 970",
                "\"eos_token_id\": 95     | \"eos_token_id\": \"end\"                            | eos_token_id",
                "{                        | {{                                                   | JSON",
            })
    void whatAConfigAsksForInVainIsNamed(String found, String replacement, String message) throws IOException {
        Path directory = Fixtures.copy("tiny-tied", scratch);
        edit(directory, found.strip(), replacement.strip());
        requireRefused(directory, message);
    }

    private static void edit(Path directory, String found, String replacement) throws IOException {
        Path config = directory.resolve("config.json");
        String text = Fixtures.text(config);
        assertTrue(text.contains(found), found);
        Files.writeString(config, text.replace(found, replacement));
    }

    @Test
    void aModelOfARunGoesByTheRunsName() throws IOException {
        Path run = Files.createDirectories(scratch.resolve("runs").resolve("upft-8"));
        Files.move(Fixtures.copy("tiny-tied", scratch), run.resolve("model"));

        try (LanguageModel model = LanguageModel.load(run.resolve("model"))) {
            assertEquals("upft-8", model.name());
        }
        requireRefused(run, run + " has no config.json. Give " + run.resolve("model") + ", which is a model.");
    }

    private static void requireRefused(Path directory, String message) {
        UserException refused = assertThrows(UserException.class, () -> LanguageModel.load(directory));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }
}
