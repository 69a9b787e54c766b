package upft.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;

class DemoPretrainingTest {
    private static final PretrainingSettings FEW = new PretrainingSettings(12, 16, 3e-3, 4);

    @TempDir
    Path scratch;

    @Test
    void aSeedGivesTheSameModelAgainAndAnotherSeedAnother() throws IOException {
        byte[] first = weights(pretrain("first", 1, Progress.silent()));
        assertArrayEquals(first, weights(pretrain("again", 1, Progress.silent())));
        assertFalse(Arrays.equals(first, weights(pretrain("other", 2, Progress.silent()))));
    }

    @Test
    void theLossFallsFromThatOfAUniformGuess() {
        List<Double> losses = new ArrayList<>();
        pretrain(
                "falling",
                1,
                report -> losses.add(Double.valueOf(report.detail().replace("loss ", ""))));
        assertEquals(FEW.steps(), losses.size());
        int vocabulary = DemoTokenizer.vocabulary(DemoText.words("")).size();
        assertEquals(Math.log(vocabulary), losses.get(0), 0.2);
        assertTrue(losses.get(FEW.steps() - 1) < losses.get(0) - 0.5, losses::toString);
    }

    @Test
    void cancellingLeavesNothingBehind() throws IOException {
        CancelToken cancel = new CancelToken();
        Path target = scratch.resolve("model");
        assertThrows(
                CancelledException.class, () -> DemoPretraining.run(target, 1, FEW, report -> cancel.cancel(), cancel));
        try (var left = Files.list(scratch)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theRateRisesToItsPeakAndFallsToAFiftieth() {
        PretrainingSettings settings = new PretrainingSettings(1000, 64, 1e-3, 10);
        assertEquals(1e-4, settings.rate(0), 1e-8);
        assertEquals(1e-3, settings.rate(10), 1e-6);
        assertEquals(2e-5, settings.rate(999), 1e-7);
    }

    private Path pretrain(String name, long seed, Progress progress) {
        Path directory = scratch.resolve(name);
        DemoPretraining.run(directory, seed, FEW, progress, new CancelToken());
        try (LanguageModel model = LanguageModel.load(directory)) {
            assertEquals(name, model.name());
        }
        return directory;
    }

    private static byte[] weights(Path directory) throws IOException {
        return Files.readAllBytes(directory.resolve("model.safetensors"));
    }
}
