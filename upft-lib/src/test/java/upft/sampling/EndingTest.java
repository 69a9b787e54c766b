package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.model.TextTokenizer;

class EndingTest {
    /** Bytes, then words: a tokenizer whose tokens may be parts of characters or several of them. */
    private static final List<String> WORDS =
            List.of("st", "sto", "stop", "pper", "las", "topper", "at", "\n\nQ", "<end>");

    private static final int END = 256 + WORDS.indexOf("<end>");

    @Test
    void aStopStringEndsAtTheTokenThatCompletesItWhereverItBegins() {
        for (List<String> tokens : List.of(
                List.of("stop"),
                List.of("st", "o", "p"),
                List.of("sto", "pper"),
                List.of("las", "topper"),
                List.of("at", "at", "st", "o", "pper"))) {
            int[] ids = ids(tokens);
            assertEquals(stopped(ids.length), ending("stop").of(ids, 0, ids.length), tokens.toString());
            int[] longer = ids(concat(tokens, "at", "stop"));
            assertEquals(stopped(ids.length), ending("stop").of(longer, 0, longer.length), tokens.toString());
            for (int from = 0; from < ids.length; from++) {
                assertEquals(stopped(ids.length), ending("stop").of(longer, from, longer.length), "from " + from);
                assertEquals(Optional.empty(), ending("stop").of(ids, 0, from), "up to " + from);
            }
        }
    }

    @Test
    void aStopStringIsFoundAcrossChunksHoweverLongTheResponse() {
        int[] ids = ids("x".repeat(3000) + "the answer is: stop").toArray();
        int from = 0;
        Optional<Ending.Found> found = Optional.empty();
        for (int to = 8; found.isEmpty() && to <= ids.length + 7; from = to, to += 8) {
            found = ending("answer is: stop").of(ids, from, Math.min(to, ids.length));
        }
        assertEquals(stopped(ids.length), found);
    }

    @Test
    void charactersOfSeveralTokensAreRead() {
        int[] ids = ids("où est l'été ?").toArray();
        int length = "où est l'été".getBytes(StandardCharsets.UTF_8).length;
        for (int from = 0; from < length; from++) {
            assertEquals(stopped(length), ending("été").of(ids, from, ids.length), "from " + from);
        }
    }

    /** Of its forty tokens all but the last have been looked at before. */
    @Test
    void aStopStringMayHaveMoreTokensThanCharacters() {
        String stop = "ж".repeat(20);
        int[] ids = ids("a" + stop + "b").toArray();
        assertEquals(stopped(41), ending("x", stop).of(ids, 40, 41));
    }

    @Test
    void ofSeveralStopStringsTheFirstToComeCounts() {
        int[] ids = ids(List.of("a", "\n\nQ", "stop"));
        assertEquals(stopped(2), ending("stop", "\n\n").of(ids, 0, 3));
        assertEquals(stopped(3), ending("stop", "\n\n\n").of(ids, 0, 3));
    }

    @Test
    void whicheverComesFirstEndsTheResponse() {
        int[] stopFirst = ids(List.of("a", "stop", "<end>", "b"));
        assertEquals(stopped(2), ending("stop").of(stopFirst, 0, 4));
        int[] endFirst = ids(List.of("a", "<end>", "stop"));
        assertEquals(
                Optional.of(new Ending.Found(2, Trace.End.END_TOKEN)),
                ending("stop").of(endFirst, 0, 3));
        assertEquals(Optional.of(new Ending.Found(2, Trace.End.END_TOKEN)), ending().of(endFirst, 0, 3));
        assertEquals(Optional.empty(), ending("stop").of(endFirst, 0, 1));
    }

    @Test
    void aSpecialTokenMayBeAStopString() {
        SamplingSettings noEnd =
                SamplingSettings.defaults().withEndTokens(List.of(7)).withStopStrings(List.of("<end>"));
        assertEquals(stopped(2), new Ending(noEnd, new Words()).of(ids(List.of("a", "<end>", "b")), 0, 3));
    }

    private static Ending ending(String... stopStrings) {
        SamplingSettings settings =
                SamplingSettings.defaults().withEndTokens(List.of(END)).withStopStrings(List.of(stopStrings));
        return new Ending(settings, new Words());
    }

    private static Optional<Ending.Found> stopped(int length) {
        return Optional.of(new Ending.Found(length, Trace.End.STOP_STRING));
    }

    private static int[] ids(List<String> tokens) {
        return tokens.stream().flatMapToInt(EndingTest::ids).toArray();
    }

    private static IntStream ids(String token) {
        return WORDS.contains(token)
                ? IntStream.of(256 + WORDS.indexOf(token))
                : IntStream.range(0, token.getBytes(StandardCharsets.UTF_8).length)
                        .map(i -> token.getBytes(StandardCharsets.UTF_8)[i] & 0xff);
    }

    private static List<String> concat(List<String> tokens, String... more) {
        return java.util.stream.Stream.concat(tokens.stream(), java.util.stream.Stream.of(more))
                .toList();
    }

    private static final class Words implements TextTokenizer {
        @Override
        public int[] encode(String text) {
            return ids(text).toArray();
        }

        @Override
        public String decode(int[] ids) {
            return spell(IntStream.of(ids).filter(id -> id != END).toArray());
        }

        @Override
        public String spell(int[] ids) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int id : ids) {
                bytes.writeBytes(
                        id < 256 ? new byte[] {(byte) id} : WORDS.get(id - 256).getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public int vocabularySize() {
            return 256 + WORDS.size();
        }
    }
}
