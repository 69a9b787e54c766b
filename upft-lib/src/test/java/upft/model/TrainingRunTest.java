package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingRunTest {
    private static final OptimizerSettings SETTINGS = OptimizerSettings.PAPER;
    private static final TrainingRow LONG =
            new TrainingRow(new int[] {40, 3, 17, 88, 20, 51, 60}, new float[] {0, 0, 0, 1, 1, 0.5f, 1});
    private static final TrainingRow SHORT = new TrainingRow(new int[] {5, 5, 9, 10}, new float[] {0, 0, 2, 0});
    private static final int[] PROBE = {40, 3, 17, 88};

    @Test
    void theLossIsTheWeightedSumOfLogProbabilities() {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            assertEquals(loss(model, LONG) + loss(model, SHORT), run.accumulate(List.of(LONG, SHORT)), 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-tied, model.embed_tokens.weight",
        "tiny-tied, model.layers.0.self_attn.q_proj.weight",
        "tiny-tied, model.layers.1.self_attn.k_proj.weight",
        "tiny-tied, model.layers.0.self_attn.v_proj.weight",
        "tiny-tied, model.layers.1.mlp.up_proj.weight",
        "tiny-tied, model.layers.0.input_layernorm.weight",
        "tiny-tied, model.norm.weight",
        "tiny-untied, model.embed_tokens.weight",
        "tiny-untied, model.layers.2.self_attn.o_proj.weight",
        "tiny-untied, model.layers.1.mlp.gate_proj.weight",
        "tiny-untied, model.layers.0.mlp.down_proj.weight",
        "tiny-untied, lm_head.weight"
    })
    void theGradientIsTheSlopeOfTheLoss(String name, String parameter, @TempDir Path scratch) {
        float[] gradient;
        try (LanguageModel model = Fixtures.load(name);
                TrainingRun run = model.beginTraining(SETTINGS)) {
            run.accumulate(List.of(LONG, SHORT));
            gradient = run.gradient(parameter);
        }
        int[] places = {steepest(gradient), gradient.length / 3};
        for (int place : places) {
            double slope = slope(name, parameter, place, scratch);
            assertEquals(slope, gradient[place], 2e-2 * Math.abs(slope) + 2e-3, parameter + " at " + place);
        }
    }

    @Test
    void twoMicroBatchesGiveTheGradientOfBothTogether() {
        try (LanguageModel model = Fixtures.load("tiny-untied");
                TrainingRun together = model.beginTraining(SETTINGS);
                TrainingRun apart = model.beginTraining(SETTINGS)) {
            double whole = together.accumulate(List.of(LONG, SHORT));
            double parts = apart.accumulate(List.of(SHORT)) + apart.accumulate(List.of(LONG));
            assertEquals(whole, parts, 1e-6 * whole);
            for (String each : List.of("model.embed_tokens.weight", "model.layers.1.self_attn.q_proj.weight")) {
                float[] expected = together.gradient(each);
                assertArrayEquals(expected, apart.gradient(each), 1e-6f * (1 + Math.abs(expected[steepest(expected)])));
            }
            assertEquals(together.apply(1e-3), apart.apply(1e-3), 1e-5);
        }
    }

    @Test
    void trainingLeavesTheBaseModelAsItIsAndASnapshotOutlivesBoth() {
        LanguageModel tuned;
        float[][] atSnapshot;
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            float[][] before = model.logits(PROBE);
            step(run);
            tuned = run.snapshot("tuned");
            atSnapshot = tuned.logits(PROBE);
            assertFalse(loss(tuned, LONG) >= loss(model, LONG), "one step lowers the loss");
            step(run);
            assertArrayEquals(before, model.logits(PROBE));
        }
        try (tuned) {
            assertEquals("tuned", tuned.name());
            assertArrayEquals(atSnapshot, tuned.logits(PROBE));
        }
    }

    @Test
    void aSavedSnapshotLoadsWithTheSameLogits(@TempDir Path scratch) {
        Path saved = scratch.resolve("tuned");
        try (LanguageModel model = Fixtures.load("tiny-untied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            run.accumulate(List.of(LONG));
            run.apply(1e-2);
            try (LanguageModel tuned = run.snapshot("tuned")) {
                tuned.save(saved);
                try (LanguageModel loaded = LanguageModel.load(saved)) {
                    assertArrayEquals(tuned.logits(PROBE), loaded.logits(PROBE));
                    assertEquals(tuned.endTokens(), loaded.endTokens());
                    assertEquals("tuned", loaded.name());
                }
            }
        }
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            TrainingRow wild = new TrainingRow(new int[] {1, 2}, new float[] {0, Float.POSITIVE_INFINITY});
            run.accumulate(List.of(wild));
            assertFalse(Double.isFinite(run.apply(1e-2)));
            assertSame(model, run);
        }
    }

    @Test
    void aDiscardedGradientIsGone() {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            run.accumulate(List.of(LONG));
            run.discard();
            assertEquals(0, run.apply(1e-2));
        }
    }

    @Test
    void rowsWithoutLossCostNothingAndBadRowsAreRefused() {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            assertEquals(0, run.accumulate(List.of(new TrainingRow(new int[] {1, 2}, new float[2]))));
            assertThrows(IllegalArgumentException.class, () -> accumulate(run, new int[] {1, 97}, 0, 1));
            assertThrows(IllegalArgumentException.class, () -> accumulate(run, new int[] {1, 2}, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> accumulate(run, new int[] {1, 2}, 0));
            assertThrows(IllegalArgumentException.class, () -> accumulate(run, new int[] {}));
            assertThrows(IllegalArgumentException.class, () -> accumulate(run, new int[65], new float[65]));
            assertThrows(IllegalArgumentException.class, () -> run.gradient("lm_head.weight"));
        }
    }

    private static void step(TrainingRun run) {
        run.accumulate(List.of(LONG));
        run.apply(1e-2);
    }

    private static void accumulate(TrainingRun run, int[] ids, float... weights) {
        run.accumulate(List.of(new TrainingRow(ids, weights)));
    }

    private static void assertSame(LanguageModel model, TrainingRun run) {
        try (LanguageModel snapshot = run.snapshot("same")) {
            assertArrayEquals(model.logits(PROBE), snapshot.logits(PROBE));
        }
    }

    private static double slope(String name, String parameter, int place, Path scratch) {
        float width = 4e-3f;
        return (lossWith(name, parameter, place, width, scratch) - lossWith(name, parameter, place, -width, scratch))
                / (2 * width);
    }

    /** The loss after one number of the weights' file was moved: nothing of the training code is involved. */
    private static double lossWith(String name, String parameter, int place, float by, Path scratch) {
        Path moved = Fixtures.moved(name, parameter, place, by, scratch);
        try (LanguageModel model = LanguageModel.load(moved)) {
            return loss(model, LONG) + loss(model, SHORT);
        }
    }

    private static double loss(LanguageModel model, TrainingRow row) {
        float[][] logits = model.logits(row.ids());
        double loss = 0;
        for (int i = 1; i < row.ids().length; i++) {
            double sum = 0;
            for (float logit : logits[i - 1]) {
                sum += Math.exp(logit);
            }
            loss -= row.weights()[i] * (logits[i - 1][row.ids()[i]] - Math.log(sum));
        }
        return loss;
    }

    private static int steepest(float[] gradient) {
        int best = 0;
        for (int i = 0; i < gradient.length; i++) {
            best = Math.abs(gradient[i]) > Math.abs(gradient[best]) ? i : best;
        }
        return best;
    }
}
