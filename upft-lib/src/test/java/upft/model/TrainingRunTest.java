package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.io.UserException;

class TrainingRunTest {
    private static final OptimizerSettings SETTINGS = OptimizerSettings.PAPER;
    private static final OptimizerSettings DECAYING = new OptimizerSettings(0.9, 0.95, 1e-8, 0.1, 1);
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

    /** Of all weights together, in relative L2 norm. */
    @Test
    void eightPiecesOfEightGiveTheGradientOfSixtyFour() {
        Random random = new Random(1);
        List<TrainingRow> rows = Stream.generate(() -> row(random)).limit(64).toList();
        try (LanguageModel model = Fixtures.load("tiny-untied");
                SafetensorsFile weights =
                        SafetensorsFile.open(Fixtures.path("tiny-untied").resolve("model.safetensors"));
                TrainingRun together = model.beginTraining(SETTINGS);
                TrainingRun apart = model.beginTraining(SETTINGS)) {
            together.accumulate(rows);
            for (int first = 0; first < rows.size(); first += 8) {
                apart.accumulate(rows.subList(first, first + 8));
            }
            double squares = 0;
            double differences = 0;
            for (String each : weights.entries().keySet()) {
                float[] whole = together.gradient(each);
                float[] pieces = apart.gradient(each);
                for (int i = 0; i < whole.length; i++) {
                    squares += Math.pow(whole[i], 2);
                    differences += Math.pow((double) whole[i] - pieces[i], 2);
                }
            }
            assertTrue(squares > 0);
            assertTrue(Math.sqrt(differences / squares) <= 1e-6, "differs by " + Math.sqrt(differences / squares));
        }
    }

    private static TrainingRow row(Random random) {
        int[] ids = random.ints(4 + random.nextInt(20), 0, 97).toArray();
        float[] weights = new float[ids.length];
        Arrays.fill(weights, 2, ids.length, 1f / (ids.length - 2) / 64);
        return new TrainingRow(ids, weights);
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
    void aFinishedRunGivesTheSameModelAsASnapshotAndOnlyCloses() {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            step(run);
            try (LanguageModel snapshot = run.snapshot("one");
                    LanguageModel last = run.finish("other")) {
                assertEquals("other", last.name());
                assertArrayEquals(snapshot.logits(PROBE), last.logits(PROBE));
            }
            assertThrows(RuntimeException.class, () -> step(run));
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

    @ParameterizedTest
    @CsvSource({"tiny-tied, FLOAT32", "tiny-untied, FLOAT32", "tiny-tied, FLOAT64"})
    void aRunThatTakesUpASavedStateGoesOnToTheLastBit(String name, DType dtype) throws IOException {
        try (LanguageModel model = LanguageModel.load(Fixtures.path(name), new Engine(Device.CPU), dtype);
                TrainingRun first = model.beginTraining(DECAYING);
                TrainingRun second = model.beginTraining(DECAYING)) {
            step(first);
            step(first);
            byte[] state = saved(first);
            first.accumulate(List.of(SHORT));
            second.accumulate(List.of(SHORT));
            second.restore(new ByteArrayInputStream(state));
            assertArrayEquals(state, saved(second));
            first.discard();
            second.discard();
            step(first);
            step(second);
            byte[] expected = saved(first);
            assertArrayEquals(expected, saved(second));
            assertFalse(Arrays.equals(state, expected), "a step changes the state");
        }
    }

    @Test
    void aSavedStateIsASafetensorsFileWithTheWeightsAndTheStepCount(@TempDir Path scratch) throws IOException {
        try (LanguageModel model = Fixtures.load("tiny-tied");
                TrainingRun run = model.beginTraining(SETTINGS)) {
            step(run);
            Path file = Files.write(scratch.resolve("state.safetensors"), saved(run));
            JsonObject header = header(Files.readAllBytes(file));
            assertEquals(
                    "[32]",
                    header.getAsJsonObject("squares.model.norm.weight")
                            .get("shape")
                            .toString());
            assertEquals(
                    Files.size(file),
                    8
                            + ByteBuffer.wrap(Files.readAllBytes(file))
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getLong()
                            + header.getAsJsonObject("steps")
                                    .getAsJsonArray("data_offsets")
                                    .get(1)
                                    .getAsLong());
            assertEquals(1, Files.readAllBytes(file)[(int) Files.size(file) - Long.BYTES]);
        }
    }

    @Test
    void aStateOfOtherWeightsAndOneThatEndsTooSoonAreRefused() throws IOException {
        try (LanguageModel tied = Fixtures.load("tiny-tied");
                LanguageModel untied = Fixtures.load("tiny-untied");
                TrainingRun run = tied.beginTraining(SETTINGS);
                TrainingRun other = untied.beginTraining(SETTINGS)) {
            byte[] state = saved(run);
            assertThrows(UserException.class, () -> other.restore(new ByteArrayInputStream(state)));
            byte[] cut = Arrays.copyOf(state, state.length - 1);
            assertThrows(EOFException.class, () -> run.restore(new ByteArrayInputStream(cut)));
        }
    }

    private static byte[] saved(TrainingRun run) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run.save(out);
        return out.toByteArray();
    }

    private static JsonObject header(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return JsonParser.parseString(new String(file, Long.BYTES, length, StandardCharsets.US_ASCII))
                .getAsJsonObject();
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
