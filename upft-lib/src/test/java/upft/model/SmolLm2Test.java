package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real model on real questions, against what transformers made of them; smollm2_reference.py wrote that down. */
@EnabledIfEnvironmentVariable(
        named = "UPFT_SMOLLM2",
        matches = ".+",
        disabledReason = "UPFT_SMOLLM2 does not name the directory of SmolLM2-135M-Instruct")
class SmolLm2Test {
    private static LanguageModel model;
    private static final List<String> QUESTIONS = new ArrayList<>();
    private static final List<int[]> PROMPTS = new ArrayList<>();
    private static final List<int[]> GREEDY = new ArrayList<>();

    @BeforeAll
    static void load() {
        model = LanguageModel.load(Path.of(System.getenv("UPFT_SMOLLM2")));
        for (JsonElement each : JsonParser.parseString(Fixtures.text(Fixtures.path("smollm2-expected.json")))
                .getAsJsonArray()) {
            JsonObject expected = each.getAsJsonObject();
            QUESTIONS.add(expected.get("question").getAsString());
            PROMPTS.add(Fixtures.ints(expected.getAsJsonArray("prompt")));
            GREEDY.add(Fixtures.ints(expected.getAsJsonArray("greedy")));
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void promptsOfGsm8kQuestionsAreThoseOfTransformers() {
        for (int i = 0; i < QUESTIONS.size(); i++) {
            assertArrayEquals(PROMPTS.get(i), model.promptIds(QUESTIONS.get(i)), QUESTIONS.get(i));
        }
    }

    @Test
    void sixtyFourGreedyTokensAreThoseOfTransformersInABatchOfUnequalPrompts() {
        try (Decoding decoding = model.decode(PROMPTS, DecodingSettings.GREEDY)) {
            int[][] ids = decoding.next(64, new float[0]).ids();
            for (int i = 0; i < ids.length; i++) {
                assertArrayEquals(GREEDY.get(i), ids[i], QUESTIONS.get(i));
            }
        }
    }
}
