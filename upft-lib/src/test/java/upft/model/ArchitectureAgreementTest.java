package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tiny random models of each architecture, with each kind of scaled positions and of sliding windows, in transformers and
 * here. make_architecture_fixtures.py gave transformers each sequence alone and anew, since there the positions "dynamic"
 * and "longrope" also depend on the other rows of a batch and on what came before. The gap between its two best tokens is
 * nowhere below 5e-4 (smallest_gap in expected.json), so that tokens must agree throughout.
 */
class ArchitectureAgreementTest {
    private static final float TOLERANCE = 1e-4f;
    private static final int NEW_TOKENS = 32;

    @TempDir
    private Path scratch;

    static List<String> names() {
        return ArchitectureFixtures.names();
    }

    /** A model with what transformers made of a prompt. */
    private record Continuation(int[] prompt, int[] greedy, float[] logProbs) {}

    @Test
    void everyArchitectureAndEveryKindOfPositionsHasAModel() {
        List<String> configs = names().stream()
                .map(name -> ArchitectureFixtures.json(name, "config.json").toString())
                .toList();
        for (String each : List.of("Llama", "Mistral", "Qwen2", "Qwen3", "Olmo2", "Phi3")) {
            assertTrue(configs.stream().anyMatch(config -> config.contains(each + "ForCausalLM")), each);
        }
        for (String each : List.of("default", "linear", "dynamic", "yarn", "longrope", "llama3")) {
            assertTrue(configs.stream().anyMatch(config -> config.contains("\"rope_type\":\"" + each)), each);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void logitsAreThoseOfTransformers(String name) {
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch)) {
            for (JsonElement each : expected(name).getAsJsonArray("logits")) {
                JsonObject sequence = each.getAsJsonObject();
                float[][] logits = model.logits(Fixtures.ints(sequence.getAsJsonArray("ids")));
                for (int i = 0; i < logits.length; i++) {
                    float[] wanted = Fixtures.floats(
                            sequence.getAsJsonArray("logits").get(i).getAsJsonArray());
                    assertArrayEquals(wanted, logits[i], TOLERANCE, "position " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void unequalRowsThatComeAndGoContinueAsGenerateContinuesEachAlone(String name) {
        List<Continuation> all = continuations(name);
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch);
                Decoding decoding = model.decode(Decoding.Room.rows(all.size()), new int[0], DecodingSettings.GREEDY)) {
            List<Continuation> early = all.subList(0, 5);
            List<Continuation> late = all.subList(5, all.size());
            decoding.admit(prompts(early), () -> {});
            requireNext(decoding, early, 0, 13);
            decoding.keep(new int[] {0, 4, 2});
            List<Continuation> kept = List.of(all.get(0), all.get(4), all.get(2));
            decoding.admit(prompts(late), () -> {});
            Decoding.Chunk chunk = decoding.next(NEW_TOKENS - 13, new float[0]);
            requireChunk(kept, chunk, 0, 13);
            requireChunk(late, chunk, kept.size(), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void rowsBehindACommonBeginningContinueAsIfTheyHadNone(String name) {
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch)) {
            for (Continuation each : continuations(name).subList(0, 2)) {
                int[] prompt = each.prompt();
                int[] beginning = Arrays.copyOf(prompt, Math.max(1, prompt.length - 12));
                try (Decoding decoding = model.decode(Decoding.Room.rows(3), beginning, DecodingSettings.GREEDY)) {
                    decoding.admit(List.of(new Decoding.Prompt(prompt, 2), new Decoding.Prompt(prompt, 1)), () -> {});
                    requireNext(decoding, List.of(each, each, each), 0, NEW_TOKENS);
                }
            }
        }
    }

    /** Not for "dynamic": there cached decoding, in transformers too, computes something else than a full pass. */
    @ParameterizedTest
    @MethodSource("names")
    void cachedDecodingAgreesWithFullPasses(String name) {
        List<Continuation> some = continuations(name).subList(0, 2);
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch)) {
            for (Continuation each : some) {
                int[] all = joined(each.prompt(), each.greedy());
                int agreeing = name.equals("llama-dynamic") ? 24 - each.prompt().length : NEW_TOKENS;
                for (int i = 0; i < agreeing; i++) {
                    int[] context = Arrays.copyOf(all, each.prompt().length + i);
                    float[] logits = model.logits(context)[context.length - 1];
                    assertEquals(each.logProbs()[i], logSoftmax(logits, each.greedy()[i]), TOLERANCE, "token " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void gradientsOfAllWeightsAreThoseOfAutograd(String name) {
        JsonObject reference = expected(name).getAsJsonObject("training");
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch);
                TrainingRun run = model.beginTraining(OptimizerSettings.PAPER)) {
            run.accumulate(Fixtures.trainingRows(expected(name)));
            Map<String, JsonElement> gradients =
                    reference.getAsJsonObject("gradients").asMap();
            assertTrue(gradients.size() > 12);
            gradients.forEach(
                    (parameter, each) -> requireGradient(parameter, each.getAsJsonObject(), run.gradient(parameter)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void stepsOfAdamWMoveAllWeightsAsTorchMovesThem(String name) {
        try (LanguageModel model = ArchitectureFixtures.load(name, scratch)) {
            JsonObject run = expected(name)
                    .getAsJsonObject("training")
                    .getAsJsonArray("runs")
                    .get(0)
                    .getAsJsonObject();
            TransformersAgreementTest.agree(model, Fixtures.trainingRows(expected(name)), run);
        }
    }

    private static void requireGradient(String parameter, JsonObject wanted, float[] found) {
        double norm = wanted.get("norm").getAsDouble();
        double square = 0;
        for (float each : found) {
            square += (double) each * each;
        }
        assertEquals(norm, Math.sqrt(square), 1e-4 * norm, "norm of " + parameter);
        float[] values = Fixtures.floats(wanted.getAsJsonArray("values"));
        int stride = wanted.get("stride").getAsInt();
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], found[i * stride], 1e-4 * norm, parameter + " at " + i * stride);
        }
    }

    private static void requireNext(Decoding decoding, List<Continuation> rows, int from, int steps) {
        requireChunk(rows, decoding.next(steps, new float[0]), 0, from);
    }

    /** Compares rows of a chunk, from {@code firstRow} on, with continuations from their token {@code from} on. */
    private static void requireChunk(List<Continuation> wanted, Decoding.Chunk chunk, int firstRow, int from) {
        for (int i = 0; i < wanted.size(); i++) {
            int[] ids = chunk.ids()[firstRow + i];
            Continuation each = wanted.get(i);
            String row = "after " + each.prompt().length + " tokens";
            assertArrayEquals(Arrays.copyOfRange(each.greedy(), from, from + ids.length), ids, row);
            assertArrayEquals(
                    Arrays.copyOfRange(each.logProbs(), from, from + ids.length),
                    chunk.logProbs()[firstRow + i],
                    TOLERANCE,
                    row);
        }
    }

    private static List<Decoding.Prompt> prompts(List<Continuation> rows) {
        return rows.stream().map(row -> new Decoding.Prompt(row.prompt(), 1)).toList();
    }

    private static List<Continuation> continuations(String name) {
        List<Continuation> all = new ArrayList<>();
        for (JsonElement each : expected(name).getAsJsonArray("continuations")) {
            JsonObject row = each.getAsJsonObject();
            all.add(new Continuation(
                    Fixtures.ints(row.getAsJsonArray("prompt")),
                    Fixtures.ints(row.getAsJsonArray("greedy")),
                    Fixtures.floats(row.getAsJsonArray("log_probs"))));
        }
        return all;
    }

    private static JsonObject expected(String name) {
        return ArchitectureFixtures.json(name, "expected.json");
    }

    private static double logSoftmax(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[id] - Math.log(sum);
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
