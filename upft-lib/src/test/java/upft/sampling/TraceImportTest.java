package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.data.ProblemSet;
import upft.io.UserException;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;

class TraceImportTest {
    @TempDir
    private Path directory;

    private final FakeModel model = FakeModel.random();
    private final ProblemSet problems = Problems.numbered(12);

    @Test
    void aTextIsTokenisedOnceAndIsAWholeResponseUnlessTheLineSaysOtherwise() throws IOException {
        Traces traces = read("""
                {"question": "q3", "text": "so 3"}
                {"question": " q3\\n", "text": "or", "end": "LENGTH"}
                {"problem": "n/1", "text": "one.", "end": "STOP_STRING"}
                """);
        assertEquals(List.of("n/3 0", "n/3 1", "n/1 0"), pairs(traces));
        Trace first = traces.get(0);
        assertArrayEquals(FakeModel.ids("so 3\0"), first.ids());
        assertArrayEquals(FakeModel.ids("q3>"), first.promptIds());
        assertEquals("so 3", first.text());
        assertEquals(Trace.End.END_TOKEN, first.end());
        assertEquals(Trace.Origin.TEXT, first.origin());
        assertArrayEquals(FakeModel.ids("or"), traces.get(1).ids());
        assertEquals(Trace.End.LENGTH, traces.get(1).end());
        assertArrayEquals(FakeModel.ids("one."), traces.get(2).ids());
        assertTrue(traces.get(2).ended());
    }

    @Test
    void idsStayAsTheyAreAndEndedIfTheLastOneIsAnEndToken() throws IOException {
        Traces traces = read("""
                {"problem": "n/0", "ids": [97, 98, 0]}
                {"problem": "n/0", "ids": [97, 98]}
                {"problem": "n/2", "ids": [97, 98], "text": "ab"}
                {"problem": "n/2", "ids": [97, 98], "text": "ba"}
                {"problem": "n/2", "ids": [5000], "text": "c"}
                """);
        assertArrayEquals(new int[] {97, 98, 0}, traces.get(0).ids());
        assertEquals("ab", traces.get(0).text());
        assertEquals(
                List.of(Trace.End.END_TOKEN, Trace.End.LENGTH),
                traces.of(problems.get(0)).stream().map(Trace::end).toList());
        assertEquals(
                List.of(Trace.Origin.IDS, Trace.Origin.TEXT, Trace.Origin.TEXT),
                traces.of(problems.get(2)).stream().map(Trace::origin).toList(),
                "ids that do not spell the text are another tokenizer's");
        assertArrayEquals(FakeModel.ids("c\0"), traces.get(4).ids());
    }

    @Test
    void nothingIsKnownOfTheirLogProbabilitiesSettingsAndCost() throws IOException {
        Traces traces = read("{\"problem\": \"n/0\", \"ids\": [97, 98, 0]}\n");
        assertTrue(traces.imported() && traces.get(0).imported());
        assertEquals(Optional.empty(), traces.settings());
        assertEquals(Bill.NOTHING, traces.bill());
        assertEquals(OptionalDouble.empty(), traces.get(0).logProb());
        assertEquals(OptionalDouble.empty(), traces.get(0).samplingLogProb());
        Trace cut = traces.get(0).cut(1, model.tokenizer());
        assertEquals(OptionalDouble.empty(), cut.logProb());
        assertEquals(Trace.Origin.IDS, cut.origin());
    }

    @Test
    void whereTheyComeFromIsKeptWhenTheyAreSavedAndSaidWhenTheyArePrinted() throws IOException {
        Traces traces = read("{\"question\": \"q3\", \"text\": \"so 3\"}\n{\"question\": \"q4\", \"ids\": [52, 0]}\n");
        Path saved = directory.resolve("saved.jsonl");
        traces.save(saved);
        assertEquals(traces, Traces.load(saved));
        assertEquals("""
                2 traces from other.jsonl: 7 tokens, 3.5 a trace, 100% ended; brought in, none sampled here
                  n/3 #0 (5 tokens, brought in as text): so 3
                  n/4 #0 (2 tokens, brought in as ids): 4""", traces.toString());
    }

    @Test
    void savedTracesAndStoresAreReadWithoutWhatCannotBeTrusted() {
        Sampler sampler = new Sampler(model, SamplingSettings.defaults());
        Path store = directory.resolve("store.jsonl");
        Path saved = directory.resolve("saved.jsonl");
        Traces sampled;
        try (TraceJournal journal = TraceJournal.open(store, sampler, problems)) {
            sampler.sample(requests(2, 3), journal, Progress.silent(), new CancelToken());
        }
        try (TraceJournal journal = TraceJournal.open(store, sampler, problems)) {
            sampled = sampler.sample(requests(2, 40), journal, Progress.silent(), new CancelToken());
        }
        sampled.save(saved);
        for (Path file : List.of(store, saved)) {
            Traces brought = TraceImport.read(file, model, problems);
            assertEquals(24, brought.size());
            for (Trace trace : sampled) {
                Trace same = brought.of(trace.problem()).get(trace.sample());
                assertEquals(trace.sample(), same.sample());
                assertArrayEquals(trace.ids(), same.ids());
                assertEquals(trace.end(), same.end());
                assertEquals(Trace.Origin.IDS, same.origin());
                assertEquals(OptionalDouble.empty(), same.logProb());
            }
        }
    }

    @Test
    void whatDoesNotFitIntoTheContextIsCutAsSamplingWouldHaveCutIt() throws IOException {
        FakeModel narrow = new FakeModel("narrow", 10, FakeModel.RANDOM_LETTERS);
        Traces traces = TraceImport.read(file("{\"question\": \"q3\", \"text\": \"abcdefghij\"}\n"), narrow, problems);
        assertEquals("abcdefg", traces.get(0).text());
        assertEquals(Trace.End.CONTEXT, traces.get(0).end());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"question\": \"q99\", \"text\": \"a\"} | the question \"q99\" is none of numbered, 12 problems. Load the data"
                        + " set that the traces are of, or take the line out.",
                "{\"problem\": \"n/99\", \"text\": \"a\"} | there is no problem n/99 in numbered, 12 problems. Load the data set"
                        + " that the traces are of, or take the line out.",
                "{\"text\": \"a\"} | the field \"question\" is missing; the line has [text]. Add the field, or rename the one that"
                        + " is meant.",
                "{\"question\": \"q1\", \"answer\": \"a\"} | there is neither \"text\" nor \"ids\"; the line has [question,"
                        + " answer]. Give the response as one of them.",
                "{\"question\": \"q1\", \"text\": \" \"} | the text is empty. Give a response, or take the line out.",
                "{\"question\": \"q1\", \"ids\": []} | the response has no token. Give at least one, or take the line out.",
                "{\"question\": \"q1\", \"ids\": [97, 128]} | the id 128 is none of the tokens of fake, 0 to 127. Give ids of its"
                        + " tokenizer, or the text.",
                "{\"question\": \"q1\", \"ids\": [-1]} | the id -1 is none of the tokens of fake, 0 to 127. Give ids of its"
                        + " tokenizer, or the text.",
                "{\"question\": \"q1\", \"text\": \"a\", \"end\": \"stop\"} | \"end\" is \"stop\", but must be one of [END_TOKEN,"
                        + " STOP_STRING, LENGTH, CONTEXT].",
            })
    void whatIsWrongIsNamedByFileAndLine(String line, String message) throws IOException {
        Path file = file("{\"question\": \"q1\", \"text\": \"a\"}\n" + line + "\n");
        UserException error = assertThrows(UserException.class, () -> TraceImport.read(file, model, problems));
        assertEquals(file + ", line 2: " + message, error.getMessage());
    }

    @Test
    void aLineThatIsNoJsonAndAFileWithoutATraceAreNamed() throws IOException {
        assertTrue(message("{\"question\": \"q1\", \"text\": \"a\"}\nnonsense\n")
                .startsWith(directory.resolve("other.jsonl") + ", line 2: not a JSON object: nonsense"));
        assertEquals(
                directory.resolve("other.jsonl") + ", line 1: the id 1.5 is no whole number. Give the ids of tokens.",
                message("{\"question\": \"q1\", \"ids\": [1.5]}\n"));
        assertTrue(message("{\"question\": \"q1\", \"ids\": \"a\"}\n")
                .startsWith(directory.resolve("other.jsonl") + ", line 1: the field \"ids\" cannot be read"));
        assertEquals(
                directory.resolve("other.jsonl") + " holds no trace. Each line must be a JSON object such as"
                        + " {\"question\": \"…\", \"text\": \"…\"}.",
                message("\n"));
    }

    @Test
    void theyDoNotStandForSamplesOfTheModel() throws IOException {
        Traces traces = read("{\"question\": \"q1\", \"text\": \"a\"}\n");
        UserException error =
                assertThrows(UserException.class, () -> TraceStore.empty().with(traces));
        assertTrue(
                error.getMessage().startsWith("The traces of other.jsonl were brought in from elsewhere"),
                "" + error.getMessage());
    }

    private String message(String content) throws IOException {
        Path file = file(content);
        return assertThrows(UserException.class, () -> TraceImport.read(file, model, problems))
                .getMessage();
    }

    private Traces read(String content) throws IOException {
        return TraceImport.read(file(content), model, problems);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("other.jsonl"), content);
    }

    private static List<String> pairs(Traces traces) {
        return traces.traces().stream()
                .map(trace -> trace.problem().id() + " " + trace.sample())
                .toList();
    }

    private List<SampleRequest> requests(int samples, int maxTokens) {
        return problems.problems().stream()
                .map(problem -> new SampleRequest(problem, samples, maxTokens))
                .toList();
    }
}
