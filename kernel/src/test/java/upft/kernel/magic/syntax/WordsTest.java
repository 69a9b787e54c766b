package upft.kernel.magic.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import upft.io.UserException;

class WordsTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                line("", List.of()),
                line(" demo ", List.of("demo")),
                line(" --take  8\t-n 2", List.of("--take", "8", "-n", "2")),
                line("demo;", List.of("demo")),
                line("demo ; ", List.of("demo")),
                line("demo; // the small one", List.of("demo")),
                line("demo // the small one", List.of("demo")),
                line("a;b", List.of("a;b")),
                line("'a;'", List.of("a;")),
                line("file://x", List.of("file://x")),
                line("\"my models/a\" b", List.of("my models/a", "b")),
                line("my\\ models/a", List.of("my models/a")),
                line("--name='two words'", List.of("--name=two words")),
                line("''", List.of("")),
                line("\"say \\\"hi\\\"\"", List.of("say \"hi\"")),
                line("'it''s'", List.of("its")),
                line("it\\'s", List.of("it's")),
                line("C:\\new\\users \"C:\\Program Files\\x\"", List.of("C:\\new\\users", "C:\\Program Files\\x")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void splitsLikeAShellButKeepsBackslashes(String text, List<String> words) {
        assertEquals(words, Words.split(text));
    }

    @Test
    void quoteThatIsNotClosedIsNamed() {
        UserException e = assertThrows(UserException.class, () -> Words.split(" --name \"two words"));
        assertEquals("The quote \" is not closed: --name \"two words. Add the closing \".", e.getMessage());
    }

    @Test
    void wordsUpToACursorKnowTheirPlaces() {
        assertEquals(
                List.of(new Words.Word("--take", 1, 7), new Words.Word("my mod", 8, 15)),
                Words.upTo(" --take \"my models", 15));
    }

    private static Arguments line(String text, List<String> words) {
        return Arguments.of(text, words);
    }
}
