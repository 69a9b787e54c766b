package upft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.UserException;

class GenerationConfigTest {
    private static final DecodingSettings OTHERS = new DecodingSettings(0.6, 7, 0.5, 0.1, 1.2);

    @Test
    void whatItSaysComesBeforeOtherSettingsAndWhatItLeavesOutDoesNot() {
        assertEquals(OTHERS, of("{}").over(OTHERS));
        assertEquals(
                OTHERS,
                of("{\"temperature\": null, \"top_k\": null, \"do_sample\": false}")
                        .over(OTHERS));
        assertEquals(
                new DecodingSettings(0.7, 20, 0.8, 0, 1.05),
                of("{\"temperature\": 0.7, \"top_k\": 20, \"top_p\": 0.8, \"min_p\": 0, \"repetition_penalty\": 1.05}")
                        .over(OTHERS));
        assertEquals(OTHERS.withTopP(1), of("{\"top_p\": 1.0}").over(OTHERS));
    }

    @Test
    void lengthAndStopStringsAreRead() {
        GenerationConfig config = of("{\"max_new_tokens\": 2048, \"stop_strings\": [\"\\n\\nQ:\", \"###\"]}");
        assertEquals(2048, config.maxNewTokens().orElseThrow());
        assertEquals(List.of("\n\nQ:", "###"), config.stopStrings());
        assertEquals(List.of("###"), of("{\"stop_strings\": \"###\"}").stopStrings());
    }

    @Test
    void whatWouldChangeSamplingAndIsNotSupportedIsNamed() {
        assertEquals(
                List.of("no_repeat_ngram_size", "suppress_tokens", "typical_p"),
                of("{\"typical_p\": 0.9, \"no_repeat_ngram_size\": 3, \"num_beams\": 1, \"suppress_tokens\": [3],"
                                + " \"min_length\": 0, \"bad_words_ids\": null, \"epsilon_cutoff\": 0.0, \"use_cache\": true}")
                        .unsupported());
    }

    @Test
    void itPrintsWhatItAsksFor() {
        assertEquals("", GenerationConfig.NONE.toString());
        assertEquals(
                "temperature 0.6, top-p 0.9, at most 512 tokens",
                of("{\"temperature\": 0.6, \"top_p\": 0.9, \"max_new_tokens\": 512}")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"temperature\": -1} | \"temperature\" is -1, but must be a number of 0 or more",
                "{\"temperature\": \"hot\"} | \"temperature\" is \"hot\", but must be a number",
                "{\"top_k\": -1} | \"top_k\" is -1, but must be a whole number of 0 or more",
                "{\"top_k\": 2.5} | \"top_k\" is 2.5, but must be a whole number",
                "{\"top_p\": 0} | \"top_p\" is 0, but must be a number above 0 and up to 1",
                "{\"min_p\": 2} | \"min_p\" is 2, but must be a number from 0 to 1",
                "{\"repetition_penalty\": 0} | \"repetition_penalty\" is 0, but must be a number above 0",
                "{\"max_new_tokens\": 0} | \"max_new_tokens\" is 0, but must be a whole number of 1 or more",
                "{\"stop_strings\": [\"\"]} | \"stop_strings\" is [\"\"], but must be a text or a list of texts, none of them empty"
            })
    void aFieldOutOfRangeIsNamedWithItsFile(String json, String message) {
        UserException error = assertThrows(UserException.class, () -> of(json));
        assertEquals("made-up.json: " + message + ".", error.getMessage());
    }

    private static GenerationConfig of(String json) {
        return GenerationConfig.of(Fixtures.file(JsonParser.parseString(json).getAsJsonObject()));
    }
}
