package upft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("model", "dataset", "sample", "eval");

    @Test
    void theNearestNameWins() {
        assertEquals(Optional.of("model"), Suggestion.nearest("modle", KNOWN));
        assertEquals(Optional.of("dataset"), Suggestion.nearest("DataSets", KNOWN));
        assertEquals(Optional.of("sample"), Suggestion.nearest("smple", KNOWN));
    }

    @Test
    void aNameThatIsFarFromAllIsNotGuessedAt() {
        assertEquals(Optional.empty(), Suggestion.nearest("gsm8k", KNOWN));
        assertEquals("", Suggestion.didYouMean("xyz", KNOWN));
        assertEquals(" Did you mean eval?", Suggestion.didYouMean("evl", KNOWN));
    }
}
