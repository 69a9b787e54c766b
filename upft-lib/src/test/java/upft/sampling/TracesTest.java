package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.data.Problem;
import upft.io.UserException;
import upft.task.Bill;
import upft.testing.FakeModel;

class TracesTest {
    private static final Problem ONE = new Problem("p/1", "one?", "1");
    private static final Problem TWO = new Problem("p/2", "two?", "2");

    private final Traces traces = new Traces(
            "fake",
            SamplingSettings.defaults(),
            List.of(
                    trace(ONE, 0, "abcd", true),
                    trace(ONE, 1, "abxy", true),
                    trace(ONE, 2, "abcz", false),
                    trace(TWO, 0, "a", true)),
            new Bill(16, 5, 0, 2.5, 0));

    @Test
    void statisticsCountEndTokensToo() {
        assertEquals(5 + 5 + 4 + 2, traces.tokens());
        assertEquals(4, traces.meanLength());
        assertEquals(0.75, traces.endedShare());
        assertEquals(3, traces.of(ONE).size());
    }

    @Test
    void aPrefixSummaryCountsByHand() {
        PrefixSummary two = traces.prefixes(2);
        // Question 1: ab; question 2: a and its end. Nothing of question 2 is saved.
        assertEquals(new PrefixSummary(2, 4, 8, 8, 2, (3 + 1) / 2.0), two);
        assertEquals(0.5, two.keptShare());
        PrefixSummary three = traces.prefixes(3);
        // Question 1: abc twice and abx.
        assertEquals(3, three.distinctPrefixes());
        assertEquals((3 / 2.0 + 1) / 2, three.coverage());
        assertEquals(
                "prefix of 2 tokens: 8 of 16 tokens kept (50.0%), 2 distinct prefixes in 4 traces", two.toString());
    }

    @Test
    void cuttingKeepsTheFirstTokensAndTheirText() {
        Traces cut = traces.cut(2, FakeModel.random().tokenizer());
        assertEquals(
                List.of("ab", "ab", "ab", "a"),
                cut.traces().stream().map(Trace::text).toList());
        assertEquals(Trace.End.LENGTH, cut.get(0).end());
        assertEquals(2, cut.get(0).logProbs().length);
        assertEquals(-3, cut.get(0).logProb().getAsDouble());
        assertEquals(-1, cut.get(0).samplingLogProb().getAsDouble());
        assertSame(traces.get(3), cut.get(3), "a trace no longer than the prefix stays whole");
        assertEquals(traces.bill(), cut.bill());
    }

    @Test
    void aPrefixOfNoTokenIsRefused() {
        UserException error = assertThrows(UserException.class, () -> traces.prefixes(0));
        assertEquals("The prefix length is 0. Give at least 1 token.", error.getMessage());
        assertThrows(UserException.class, () -> traces.cut(0, FakeModel.random().tokenizer()));
    }

    @Test
    void tracesAreEqualByContent() {
        assertEquals(trace(ONE, 0, "ab", true), trace(ONE, 0, "ab", true));
        assertEquals(
                trace(ONE, 0, "ab", true).hashCode(), trace(ONE, 0, "ab", true).hashCode());
        assertNotEquals(trace(ONE, 0, "ab", true), trace(ONE, 0, "ac", true));
        assertNotEquals(trace(ONE, 0, "ab", true), trace(ONE, 1, "ab", true));
        assertNotEquals(trace(ONE, 0, "ab", true), trace(ONE, 0, "ab", false));
    }

    @Test
    void savedTracesLoadEqual(@TempDir Path directory) {
        Path file = directory.resolve("traces.jsonl");
        traces.save(file);
        assertEquals(traces, Traces.load(file));
    }

    @Test
    void anotherFileIsNotTakenForTraces(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.jsonl"), "{\"question\": \"q\", \"answer\": \"1\"}\n");
        UserException error = assertThrows(UserException.class, () -> Traces.load(file));
        assertTrue(
                error.getMessage().startsWith(file + " is not a file of the format upft-traces-2"), error.getMessage());
    }

    @Test
    void aFileOfTheFirstFormatIsRefusedByThatName(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("traces.jsonl");
        traces.save(file);
        Files.writeString(file, Files.readString(file).replace("upft-traces-2", "upft-traces-1"));
        UserException error = assertThrows(UserException.class, () -> Traces.load(file));
        assertTrue(
                error.getMessage().startsWith(file + " was written by an earlier version, as upft-traces-1"),
                error.getMessage());
    }

    @Test
    void aDamagedTraceIsNamedByItsLine(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("traces.jsonl");
        traces.save(file);
        Files.writeString(file, Files.readString(file).replace("\"ids\":[97,98,120,121,0]", "\"ids\":[97]"));
        UserException error = assertThrows(UserException.class, () -> Traces.load(file));
        assertTrue(error.getMessage().startsWith(file + ", line 3: "), error.getMessage());
    }

    @Test
    void itPrintsAsAFewLines() {
        assertEquals("""
                4 traces from fake: 16 tokens, 4.0 a trace, 75% ended; 16 tokens sampled (5 reused) in 2.5 s
                  p/1 #0 (5 tokens): abcd
                  p/1 #1 (5 tokens): abxy
                  p/1 #2 (4 tokens, cut): abcz
                  …""", traces.toString());
    }

    private static Trace trace(Problem problem, int sample, String text, boolean ended) {
        int[] ids = FakeModel.ids(ended ? text + "\0" : text);
        Trace.End end = ended ? Trace.End.END_TOKEN : Trace.End.LENGTH;
        float[] logProbs = new float[ids.length];
        Arrays.fill(logProbs, -1.5f);
        float[] samplingLogProbs = new float[ids.length];
        Arrays.fill(samplingLogProbs, -0.5f);
        return new Trace(
                problem, sample, FakeModel.ids(problem.question()), ids, text, logProbs, samplingLogProbs, end);
    }
}
