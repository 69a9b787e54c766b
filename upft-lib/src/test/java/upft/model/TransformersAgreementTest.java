package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same models in transformers and here: tied and untied, grouped-query attention and not, one file and shards. */
class TransformersAgreementTest {
    @ParameterizedTest
    @CsvSource({"tiny-tied, tiny-tied", "tiny-untied, tiny-untied", "tiny-sharded, tiny-tied"})
    void logitsAreThoseOfTransformers(String model, String reference) {
        JsonObject expected = Fixtures.json(reference + "-expected.json");
        try (LanguageModel loaded = Fixtures.load(model)) {
            float[][] logits = loaded.logits(Fixtures.prompts(expected).get(0));
            JsonArray rows = expected.getAsJsonArray("logits");
            assertEquals(rows.size(), logits.length);
            for (int i = 0; i < logits.length; i++) {
                assertArrayEquals(Fixtures.floats(rows.get(i).getAsJsonArray()), logits[i], 1e-4f, "position " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny-tied", "tiny-untied"})
    void greedyContinuationsOfUnequalPromptsAreThoseOfGenerate(String model) {
        JsonObject expected = Fixtures.json(model + "-expected.json");
        List<int[]> prompts = Fixtures.prompts(expected);
        try (LanguageModel loaded = Fixtures.load(model);
                Decoding decoding = loaded.decode(prompts, DecodingSettings.GREEDY)) {
            int[][] first = decoding.next(9, new float[0]).ids();
            int[][] rest = decoding.next(15, new float[0]).ids();
            for (int row = 0; row < prompts.size(); row++) {
                int[] wanted =
                        Fixtures.ints(expected.getAsJsonArray("greedy").get(row).getAsJsonArray());
                int[] got = java.util.Arrays.copyOf(first[row], 24);
                System.arraycopy(rest[row], 0, got, 9, 15);
                assertArrayEquals(wanted, got, "row " + row);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny-tied", "tiny-untied"})
    void lossesAndNormsOfAdamWStepsAreThoseOfTorch(String model) {
        JsonObject expected = Fixtures.json(model + "-expected.json");
        List<TrainingRow> rows = Fixtures.trainingRows(expected);
        try (LanguageModel loaded = Fixtures.load(model)) {
            for (JsonElement each : expected.getAsJsonObject("training").getAsJsonArray("runs")) {
                agree(loaded, rows, each.getAsJsonObject());
            }
        }
    }

    static void agree(LanguageModel model, List<TrainingRow> rows, JsonObject run) {
        OptimizerSettings settings = new OptimizerSettings(
                run.get("beta1").getAsDouble(),
                run.get("beta2").getAsDouble(),
                1e-8,
                run.get("decay").getAsDouble(),
                run.get("largest").getAsDouble());
        float[] losses = Fixtures.floats(run.getAsJsonArray("losses"));
        float[] norms = Fixtures.floats(run.getAsJsonArray("norms"));
        try (TrainingRun training = model.beginTraining(settings)) {
            for (int step = 0; step < losses.length; step++) {
                assertEquals(losses[step], training.accumulate(rows), 2e-4 * losses[step], "loss of step " + step);
                double norm = training.apply(run.get("lr").getAsDouble());
                assertEquals(norms[step], norm, 5e-4 * norms[step], "norm of step " + step);
            }
        }
    }
}
