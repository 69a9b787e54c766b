package upft.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.io.UserException;

class VocabularyTest {
    @Test
    void tokensOfTheModelAndAddedOnesAreFoundInAnyOrderOfTheFile() {
        Vocabulary vocabulary = of("""
                {"version": "1.0", "truncation": null,
                 "added_tokens": [{"id": 5, "content": "<|end|>", "special": true, "x": {"content": 9}}, {"content": "é😀", "id": 0}],
                 "model": {"type": "BPE", "merges": [["a", "b"], "b c"], "vocab": {"a": 0, "\\u0120b": 3}, "dropout": 0.1}}
                """);

        assertEquals(Optional.of(0), vocabulary.id("a"));
        assertEquals(Optional.of(3), vocabulary.id("\u0120b"));
        assertEquals(Optional.of(5), vocabulary.id("<|end|>"));
        assertEquals(Optional.of(0), vocabulary.id("é😀"));
        assertEquals(Optional.empty(), vocabulary.id("b"));
        assertEquals(6, vocabulary.size());
    }

    @Test
    void theIdsOfPairsAreTheirPlaces() {
        Vocabulary vocabulary =
                of("{\"model\": {\"vocab\": [[\"<unk>\", 0.0], [\"▁a\", -1.5e1]]}, \"added_tokens\": null}");

        assertEquals(Optional.of(1), vocabulary.id("▁a"));
        assertEquals(2, vocabulary.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"model\": {\"vocab\": {\"a\": 0}}",
                "{\"model\": {\"vocab\": {\"a\": 0}}}}",
                "{model: {}}"
            })
    void textThatIsNoJsonIsRefusedWithItsPlace(String text) {
        assertTrue(refusal(text).startsWith("tokenizer.json is not valid JSON (line 1, column "), refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"model\": 3}",
                "{\"model\": {\"vocab\": 3}}",
                "{\"model\": {\"vocab\": {\"a\": \"b\"}}}",
                "{\"model\": {\"vocab\": [[\"a\"]]}}",
                "{\"model\": {\"vocab\": {}}, \"added_tokens\": [{\"content\": \"a\"}]}",
                "{\"model\": {\"vocab\": {}}, \"added_tokens\": [{\"content\": \"a\", \"id\": 1.5}]}"
            })
    void jsonWithoutAVocabularyIsRefused(String text) {
        assertEquals("tokenizer.json has no readable vocabulary. Fetch the file again.", refusal(text));
    }

    private static String refusal(String text) {
        return assertThrows(UserException.class, () -> of(text)).getMessage();
    }

    private static Vocabulary of(String text) {
        return Vocabulary.of(Path.of("tokenizer.json"), text.getBytes(StandardCharsets.UTF_8));
    }
}
