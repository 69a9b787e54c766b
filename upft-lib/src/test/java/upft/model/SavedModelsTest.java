package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved loads again, here and in transformers. */
class SavedModelsTest {
    private static final int[] PROBE = {40, 3, 17, 88, 20, 51, 60, 2, 9, 11, 4};

    @TempDir
    private Path scratch;

    static List<String> names() {
        return ArchitectureFixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSavedModelHasTheSameTensorsAndGivesTheSameLogits(String name) {
        Path saved = scratch.resolve("saved");
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch)) {
            model.save(saved);
            try (LanguageModel loaded = LanguageModel.load(saved)) {
                assertArrayEquals(model.logits(PROBE), loaded.logits(PROBE));
                assertEquals(model.contextLength(), loaded.contextLength());
            }
        }
        try (SafetensorsFile before = SafetensorsFile.open(scratch.resolve(name).resolve(WeightFiles.SINGLE));
                SafetensorsFile after = SafetensorsFile.open(saved.resolve(WeightFiles.SINGLE))) {
            assertEquals(shapes(before), shapes(after));
        }
    }

    private static TreeMap<String, List<Object>> shapes(SafetensorsFile file) {
        TreeMap<String, List<Object>> shapes = new TreeMap<>();
        file.entries()
                .forEach((name, entry) -> shapes.put(
                        name,
                        List.of(
                                entry.type(),
                                Arrays.stream(entry.shape()).boxed().toList())));
        return shapes;
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "UPFT_TRANSFORMERS",
            matches = ".+",
            disabledReason = "UPFT_TRANSFORMERS names no Pythons with transformers, of generation 4, 5 or both")
    void transformersOfBothGenerationsReadTheSameModels() throws IOException, InterruptedException {
        for (String name : names()) {
            for (String spelling : List.of("config.json", "config-4.json")) {
                Path original = scratch.resolve("original " + spelling);
                Path directory = ArchitectureFixtures.directory(name, spelling, original);
                try (LanguageModel model = LanguageModel.load(directory)) {
                    model.save(scratch.resolve("saved " + spelling).resolve(name));
                }
            }
        }
        for (String python : System.getenv("UPFT_TRANSFORMERS").split(File.pathSeparator)) {
            requireAgreement(python, scratch.resolve("saved config.json"));
            requireAgreement(python, scratch.resolve("saved config-4.json"));
        }
    }

    private static void requireAgreement(String python, Path saved) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        python,
                        "src/test/python/check_saved_models.py",
                        saved.toString(),
                        Fixtures.path("architectures").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }
}
