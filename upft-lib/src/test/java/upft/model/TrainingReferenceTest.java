package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loss curves of PyTorch and PEFT, which make_training_fixture.py recorded. */
class TrainingReferenceTest {
    private static final JsonObject EXPECTED = Fixtures.json("training-expected.json");

    @Test
    void twentyStepsOfAllWeightsAreThoseOfPyTorch() {
        try (LanguageModel model = Fixtures.load("tiny-untied");
                TrainingRun run = model.beginTraining(settings())) {
            requireCurve(run, EXPECTED.getAsJsonObject("all"));
        }
    }

    @Test
    void twentyStepsOfLoraAreThoseOfPeft() {
        JsonObject expected = EXPECTED.getAsJsonObject("lora");
        try (LanguageModel model = LanguageModel.load(Fixtures.path("lora-begin"));
                TrainingRun run = model.beginTraining(
                        TrainingPlan.of(settings(), model.adapter().orElseThrow(), 1))) {
            requireCurve(run, expected);
            try (LanguageModel tuned = run.snapshot("tuned")) {
                requireLogits(expected, tuned);
            }
        }
    }

    @Test
    void anAdapterThatPeftTrainedGivesPeftsLogits() {
        try (LanguageModel model = LanguageModel.load(Fixtures.path("lora-end"));
                LanguageModel merged = model.merged("merged")) {
            requireLogits(EXPECTED.getAsJsonObject("lora"), model);
            requireLogits(EXPECTED.getAsJsonObject("lora"), merged);
        }
    }

    private static void requireLogits(JsonObject expected, LanguageModel model) {
        float[][] found = model.logits(ids(example(0)));
        JsonArray logits = expected.getAsJsonArray("logits");
        for (int i = 0; i < found.length; i++) {
            assertArrayEquals(Fixtures.floats(logits.get(i).getAsJsonArray()), found[i], 1e-3f, "position " + i);
        }
    }

    private static void requireCurve(TrainingRun run, JsonObject expected) {
        JsonArray curve = expected.getAsJsonArray("losses");
        int batch = EXPECTED.get("batch").getAsInt();
        int examples = EXPECTED.getAsJsonArray("examples").size();
        for (int step = 0; step < curve.size(); step++) {
            int first = step * batch % examples;
            List<TrainingRow> rows = new ArrayList<>();
            for (int i = first; i < first + batch; i++) {
                rows.add(row(example(i), batch));
            }
            JsonObject wanted = curve.get(step).getAsJsonObject();
            double loss = wanted.get("loss").getAsDouble();
            double norm = wanted.get("gradientNorm").getAsDouble();
            double found = run.accumulate(rows.subList(0, batch / 2)) + run.accumulate(rows.subList(batch / 2, batch));
            assertEquals(loss, found, 1e-4 * loss, "loss of step " + step);
            assertEquals(norm, run.apply(3e-3), 1e-3 * norm, "norm of step " + step);
        }
    }

    private static OptimizerSettings settings() {
        JsonObject settings = EXPECTED.getAsJsonObject("settings");
        assertEquals(3e-3, settings.get("learningRate").getAsDouble());
        return new OptimizerSettings(
                settings.get("beta1").getAsDouble(),
                settings.get("beta2").getAsDouble(),
                settings.get("epsilon").getAsDouble(),
                settings.get("weightDecay").getAsDouble(),
                settings.get("maxNorm").getAsDouble());
    }

    private static JsonObject example(int number) {
        return EXPECTED.getAsJsonArray("examples").get(number).getAsJsonObject();
    }

    private static int[] ids(JsonObject example) {
        int[] prompt = Fixtures.ints(example.getAsJsonArray("prompt"));
        int[] response = Fixtures.ints(example.getAsJsonArray("response"));
        int[] ids = Arrays.copyOf(prompt, prompt.length + response.length);
        System.arraycopy(response, 0, ids, prompt.length, response.length);
        return ids;
    }

    private static TrainingRow row(JsonObject example, int batch) {
        int[] ids = ids(example);
        int prompt = example.getAsJsonArray("prompt").size();
        float[] weights = new float[ids.length];
        Arrays.fill(weights, prompt, ids.length, 1f / (ids.length - prompt) / batch);
        return new TrainingRow(ids, weights);
    }
}
