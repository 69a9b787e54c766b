package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real model on twenty real questions, against what transformers made of them; smollm2_reference.py wrote that down.
 * Nowhere is the gap between the reference's two best logits so small that rounding may choose, so that all tokens must be
 * the same.
 */
@EnabledIfEnvironmentVariable(
        named = "UPFT_SMOLLM2",
        matches = ".+",
        disabledReason = "UPFT_SMOLLM2 does not name the directory of SmolLM2-135M-Instruct")
class SmolLm2Test {
    private static final int NEW_TOKENS = 64;

    /** Where the reference's two best logits are closer than this, its own rounding chose between them. */
    private static final double LEAST_GAP = 2e-4;

    private static final float TOLERANCE = 1e-4f;

    private static LanguageModel model;
    private static final List<Reference> REFERENCES = new ArrayList<>();

    /** A question with its prompt and what transformers continued it with. */
    private record Reference(String question, int[] prompt, int[] greedy, float[] logProbs, double smallestGap) {
        static Reference of(JsonObject json) {
            return new Reference(
                    json.get("question").getAsString(),
                    Fixtures.ints(json.getAsJsonArray("prompt")),
                    Fixtures.ints(json.getAsJsonArray("greedy")),
                    Fixtures.floats(json.getAsJsonArray("log_probs")),
                    json.get("smallest_gap").getAsDouble());
        }
    }

    @BeforeAll
    static void load() {
        model = LanguageModel.load(Path.of(System.getenv("UPFT_SMOLLM2")));
        for (JsonElement each : JsonParser.parseString(Fixtures.text(Fixtures.path("smollm2-expected.json")))
                .getAsJsonArray()) {
            REFERENCES.add(Reference.of(each.getAsJsonObject()));
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void promptsOfGsm8kQuestionsAreThoseOfTransformers() {
        assertEquals(20, REFERENCES.size());
        for (Reference each : REFERENCES) {
            assertArrayEquals(each.prompt(), model.promptIds(each.question()), each.question());
            assertTrue(each.smallestGap() >= LEAST_GAP, each.question());
        }
    }

    @Test
    void sixtyFourGreedyTokensOfTwentyUnequalPromptsInOneBatchAreThoseOfTransformers() {
        try (Decoding decoding = model.decode(prompts(REFERENCES), DecodingSettings.GREEDY)) {
            requireChunk(REFERENCES, 0, decoding.next(NEW_TOKENS, new float[0]));
        }
    }

    @Test
    void aQuestionAloneIsContinuedInTheSameWay() {
        Reference closest = Collections.min(REFERENCES, Comparator.comparingDouble(Reference::smallestGap));
        try (Decoding decoding = model.decode(List.of(closest.prompt()), DecodingSettings.GREEDY)) {
            requireChunk(List.of(closest), 0, decoding.next(NEW_TOKENS, new float[0]));
        }
    }

    /** As the sampler does it: the system's turn is computed once, and rows come in while others go on. */
    @Test
    void questionsThatComeInLaterBehindTheSystemsTurnAreContinuedInTheSameWay() {
        int[] systemTurn = Arrays.copyOf(
                REFERENCES.get(0).prompt(),
                Arrays.mismatch(REFERENCES.get(0).prompt(), REFERENCES.get(1).prompt()));
        assertTrue(systemTurn.length > 20);
        List<Reference> early = REFERENCES.subList(0, 2);
        List<Reference> late = REFERENCES.subList(4, 6);
        try (Decoding decoding = model.decode(Decoding.Room.rows(4), systemTurn, DecodingSettings.GREEDY)) {
            decoding.admit(rows(early), () -> {});
            requireChunk(early, 0, decoding.next(20, new float[0]));
            decoding.admit(rows(late), () -> {});
            Decoding.Chunk chunk = decoding.next(NEW_TOKENS - 20, new float[0]);
            requireRows(early, 20, chunk, 0);
            requireRows(late, 0, chunk, early.size());
        }
    }

    private static List<int[]> prompts(List<Reference> references) {
        return references.stream().map(Reference::prompt).toList();
    }

    private static List<Decoding.Prompt> rows(List<Reference> references) {
        return references.stream()
                .map(each -> new Decoding.Prompt(each.prompt(), 1))
                .toList();
    }

    private static void requireChunk(List<Reference> references, int from, Decoding.Chunk chunk) {
        assertEquals(references.size(), chunk.ids().length);
        requireRows(references, from, chunk, 0);
    }

    /** Compares rows of a chunk, from {@code firstRow} on, with continuations from their token {@code from} on. */
    private static void requireRows(List<Reference> references, int from, Decoding.Chunk chunk, int firstRow) {
        for (int i = 0; i < references.size(); i++) {
            Reference each = references.get(i);
            int[] ids = chunk.ids()[firstRow + i];
            int to = from + ids.length;
            assertArrayEquals(Arrays.copyOfRange(each.greedy(), from, to), ids, each.question());
            assertArrayEquals(
                    Arrays.copyOfRange(each.logProbs(), from, to),
                    chunk.logProbs()[firstRow + i],
                    TOLERANCE,
                    each.question());
        }
    }
}
