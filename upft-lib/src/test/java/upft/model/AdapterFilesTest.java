package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;

/** Adapters as directories, in the form of PEFT. */
class AdapterFilesTest {
    private static final int[] PROBE = {40, 3, 17, 88, 20};
    private static final TrainingRow ROW = new TrainingRow(new int[] {40, 3, 17, 88}, new float[] {0, 0, 0.5f, 0.5f});

    @TempDir
    private Path scratch;

    private Path adapter;

    /** PEFT's own, beside its model. */
    @BeforeEach
    void copyFixture() {
        Fixtures.copy("tiny-tied", scratch);
        adapter = Fixtures.copy("lora-end", scratch);
    }

    @Test
    void anAdapterLoadsWithTheModelThatItNamesAndIsSavedAsItWas() {
        Path saved = scratch.resolve("saved");
        try (LanguageModel model = LanguageModel.load(adapter)) {
            assertEquals("lora-end", model.name());
            assertEquals(4, model.adapter().orElseThrow().rank());
            model.save(saved);
            try (LanguageModel loaded = LanguageModel.load(saved)) {
                assertArrayEquals(model.logits(PROBE), loaded.logits(PROBE));
                assertEquals(model.contentHash(), loaded.contentHash());
            }
        }
    }

    @Test
    void aNewAdapterIsTrainedSavedLoadedAndTrainedOn() {
        Path saved = scratch.resolve("saved");
        LoraSettings settings = LoraSettings.defaults()
                .withRank(3)
                .withScaling(LoraSettings.Scaling.ROOT)
                .withTargets("q_proj", "up_proj");
        float[][] base;
        try (LanguageModel model = LanguageModel.load(scratch.resolve("tiny-tied"))) {
            base = model.logits(PROBE);
            try (TrainingRun run = model.beginTraining(TrainingPlan.of(OptimizerSettings.PAPER, settings, 1))) {
                double first = run.accumulate(List.of(ROW));
                run.apply(1e-2);
                assertTrue(run.accumulate(List.of(ROW)) < first, "a step lowers the loss");
                try (LanguageModel tuned = run.snapshot("tuned")) {
                    tuned.save(saved);
                    assertFalse(Arrays.deepEquals(base, tuned.logits(PROBE)));
                }
            }
            assertArrayEquals(base, model.logits(PROBE));
        }
        try (LanguageModel loaded = LanguageModel.load(saved)) {
            assertEquals(Optional.of(settings), loaded.adapter());
            UserException other = assertThrows(
                    UserException.class,
                    () -> loaded.beginTraining(TrainingPlan.of(OptimizerSettings.PAPER, settings.withRank(4), 1)));
            assertTrue(other.getMessage().contains("merge"), other.getMessage());
            try (TrainingRun run = loaded.beginTraining(TrainingPlan.of(OptimizerSettings.PAPER, settings, 1));
                    LanguageModel merged = loaded.merged("merged")) {
                double before = run.accumulate(List.of(ROW));
                run.apply(1e-2);
                assertTrue(run.accumulate(List.of(ROW)) < before);
                assertTrue(merged.adapter().isEmpty());
                merged.save(scratch.resolve("whole"));
            }
        }
        try (LanguageModel whole = LanguageModel.load(scratch.resolve("whole"));
                LanguageModel loaded = LanguageModel.load(saved)) {
            float[][] expected = loaded.logits(PROBE);
            float[][] found = whole.logits(PROBE);
            for (int i = 0; i < expected.length; i++) {
                assertArrayEquals(expected[i], found[i], 1e-4f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use_dora | true | use_dora",
                "bias | \"all\" | bias",
                "peft_type | \"IA3\" | peft_type",
                "rank_pattern | {\"q_proj\": 8} | rank_pattern",
                "modules_to_save | [\"lm_head\"] | modules_to_save",
                "r | 0 | \"r\"",
                "r | 5 | lora_A",
                "r | 4000 | at most",
                "lora_alpha | null | lora_alpha",
                "target_modules | \"q_proj\" | target_modules",
                "target_modules | [\"q_prj\"] | Did you mean q_proj",
                "target_modules | [\"q_proj\"] | unknown",
                "base_model_name_or_path | \"org/model\" | org/model"
            })
    void anAdapterThatDoesNotFitIsRefusedWithTheReason(String field, String value, String words) throws IOException {
        Path file = adapter.resolve("adapter_config.json");
        JsonObject config = Fixtures.read(file);
        JsonElement changed = JsonParser.parseString(value);
        config.add(field, changed);
        Files.writeString(file, config.toString());
        UserException refused = assertThrows(UserException.class, () -> LanguageModel.load(adapter));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void anAdapterIsNotPutOnTopOfAnother() {
        try (LanguageModel model = LanguageModel.load(adapter)) {
            assertThrows(UserException.class, () -> model.withAdapter(adapter));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "UPFT_TRANSFORMERS",
            matches = ".+",
            disabledReason = "UPFT_TRANSFORMERS names no Python with transformers and peft")
    void peftReadsTheSameAdapter() throws IOException, InterruptedException {
        Path saved = scratch.resolve("saved");
        try (LanguageModel model = LanguageModel.load(adapter)) {
            model.save(saved);
        }
        for (String python : System.getenv("UPFT_TRANSFORMERS").split(File.pathSeparator)) {
            Process process = new ProcessBuilder(
                            python,
                            "src/test/python/check_saved_adapter.py",
                            saved.toString(),
                            Fixtures.path("training-expected.json").toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            assertEquals(0, process.waitFor(), output);
        }
    }
}
