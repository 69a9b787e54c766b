package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.data.ProblemSet;
import upft.demo.DemoModel;
import upft.demo.DemoProblems;
import upft.io.UserException;
import upft.io.Versions;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;

class TraceJournalTest {
    private static final SamplingSettings SETTINGS =
            SamplingSettings.defaults().withSeed(9).withBatchSize(5);

    @TempDir
    private Path directory;

    private final FakeModel model = FakeModel.random();
    private final ProblemSet problems = Problems.numbered(12);
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("store.jsonl");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 23, 35})
    void aRunThatWasCutShortGoesOnToTheSameTracesEachStoredOnce(int finished) throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        Traces uninterrupted =
                sampler.sample(requests(3, 40), TraceStore.empty(), Progress.silent(), new CancelToken());

        cutShort(sampler, problems, requests(3, 40), finished);
        assertEquals(1 + finished, Files.readAllLines(file).size());
        Traces resumed = sample(sampler, requests(3, 40));

        assertEquals(uninterrupted.traces(), resumed.traces());
        assertEquals(1 + 36, Files.readAllLines(file).size());
        Traces stored = Traces.load(file);
        assertEquals(new HashSet<>(uninterrupted.traces()), new HashSet<>(stored.traces()));
        assertEquals(36, stored.size());
        assertEquals(uninterrupted.settings(), stored.settings());
        assertEquals(uninterrupted.model(), stored.model());
        assertEquals(resumed.tokens(), resumed.bill().tokensSampled());
        assertEquals(
                stored.traces().stream()
                        .limit(finished)
                        .mapToLong(Trace::length)
                        .sum(),
                resumed.bill().tokensReused());
    }

    @Test
    void theDemoModelGoesOnToTheSameTokensToo() {
        try (LanguageModel demo = DemoModel.load()) {
            ProblemSet some = DemoProblems.dataset().train().take(10);
            List<SampleRequest> requests = some.problems().stream()
                    .map(problem -> new SampleRequest(problem, 3, 60))
                    .toList();
            Sampler sampler =
                    new Sampler(demo, SamplingSettings.defaultsFor(demo).withBatchSize(8));
            Traces uninterrupted = sampler.sample(requests, Progress.silent(), new CancelToken());
            for (int finished : new int[] {2, 11, 9}) {
                cutShort(sampler, some, requests, finished);
            }
            try (TraceJournal store = TraceJournal.open(file, sampler, some)) {
                assertEquals(22, store.traces().size());
                assertEquals(
                        tokens(uninterrupted),
                        tokens(sampler.sample(requests, store, Progress.silent(), new CancelToken())));
            }
            assertEquals(tokens(uninterrupted), tokens(Traces.load(file)));
        }
    }

    @Test
    void aTraceThatWasBeingWrittenWhenThePowerFailedIsSampledAgain() throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        Traces whole = sample(sampler, requests(1, 40));
        String content = Files.readString(file);
        Files.writeString(file, content.substring(0, content.length() - 20));
        try (TraceJournal store = TraceJournal.open(file, sampler, problems)) {
            assertEquals(11, store.traces().size());
            assertEquals(
                    List.of(
                            "The last line of the store was cut short; it was dropped, and its trace is sampled again."),
                    store.notes());
            Traces again = sampler.sample(requests(1, 40), store, Progress.silent(), new CancelToken());
            assertEquals(whole.traces(), again.traces());
            assertEquals(1, store.added());
        }
        assertEquals(
                new HashSet<>(whole.traces()), new HashSet<>(Traces.load(file).traces()));
    }

    @Test
    void aDamagedTraceInTheMiddleIsNamedByFileAndLine() throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        sample(sampler, requests(1, 40));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String third = lines.get(2);
        lines.set(2, third.substring(0, 60));
        Files.write(file, lines);
        assertTrue(message(sampler, problems).startsWith(file + ", line 3: not a JSON object: {"));
        lines.set(2, third.replace("\"logProbs\"", "\"lost\""));
        Files.write(file, lines);
        assertEquals(file + ", line 3: it cannot be read as Trace: it has no logProbs", message(sampler, problems));
        assertEquals(lines, Files.readAllLines(file));
    }

    @Test
    void moreSamplesAndMoreTokensGoIntoTheSameStore() throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        Traces four = sample(sampler, requests(1, 4));
        long cut = four.traces().stream().filter(trace -> !trace.ended()).count();
        assertTrue(cut > 0 && cut < 12, cut + " of 12 reach the limit");

        Traces more = sample(sampler, requests(2, 40));

        assertEquals(
                sampler.sample(requests(2, 40), Progress.silent(), new CancelToken())
                        .traces(),
                more.traces());
        assertEquals(
                1 + 12 + cut + 12, Files.readAllLines(file).size(), "those cut are sampled anew, the others serve");
        assertEquals(
                new HashSet<>(more.traces()), new HashSet<>(Traces.load(file).traces()));
        assertEquals(four.traces(), sample(sampler, requests(1, 4)).traces(), "longer ones serve shorter requests");
        assertEquals(1 + 12 + cut + 12, Files.readAllLines(file).size());
    }

    @Test
    void aPartOfTheProblemsMayBeSampledFirst() {
        Sampler sampler = new Sampler(model, SETTINGS);
        sample(sampler, requests(2, 40).subList(3, 6));
        Traces all = sample(sampler, requests(2, 40));
        assertEquals(
                problems.problems().subList(3, 6).stream()
                        .flatMap(problem -> all.of(problem).stream())
                        .mapToLong(Trace::length)
                        .sum(),
                all.bill().tokensReused());
        assertEquals(24, Traces.load(file).size());
    }

    @Test
    void tracesAtHandFromElsewhereAreStoredToo() {
        Sampler sampler = new Sampler(model, SETTINGS);
        Traces known = sampler.sample(requests(1, 40), Progress.silent(), new CancelToken());
        int decodings = model.decodings.size();
        try (TraceJournal store = TraceJournal.open(file, sampler, problems)) {
            sampler.sample(
                    requests(1, 40), TraceStore.empty().with(known), store, Progress.silent(), new CancelToken());
            assertEquals(12, store.added());
        }
        assertEquals(known.traces(), Traces.load(file).traces());
        assertEquals(known.bill().secondsSampling(), Traces.load(file).bill().secondsSampling(), 1e-6);
        assertEquals(decodings, model.decodings.size());
    }

    @Test
    void aStoreOfOthersIsRefusedWithEachThatDiffersAndBothValues() throws IOException {
        sample(new Sampler(model, SETTINGS), requests(1, 40));
        String content = Files.readString(file);
        FakeModel another = new FakeModel("another", 1000, FakeModel.RANDOM_LETTERS);

        assertEquals(
                file + " holds traces of another run, and traces of different runs are not mixed:\n"
                        + "  model: another (contents hash of anot); in the store: fake (contents hash of fake)\n"
                        + "To go on with it, load and set what it was made with; else give another file.",
                message(new Sampler(another, SETTINGS), problems));
        String start = problems.hash().substring(0, 12);
        ProblemSet fewer = problems.take(11);
        assertDiffers(
                "data: numbered[0:11] (11 problems, contents " + fewer.hash().substring(0, 12)
                        + "); in the store: numbered (12 problems, contents " + start + ")",
                SETTINGS,
                fewer);
        assertDiffers("temperature: 0.7; in the store: 0.6", SETTINGS.withTemperature(0.7), problems);
        assertDiffers("top-k: 5; in the store: 0", SETTINGS.withTopK(5), problems);
        assertDiffers("top-p: 0.9; in the store: 1.0", SETTINGS.withTopP(0.9), problems);
        assertDiffers("min-p: 0.1; in the store: 0.0", SETTINGS.withMinP(0.1), problems);
        assertDiffers("repetition penalty: 1.1; in the store: 1.0", SETTINGS.withRepetitionPenalty(1.1), problems);
        assertDiffers("end tokens: [1, 2]; in the store: [0]", SETTINGS.withEndTokens(List.of(2, 1)), problems);
        assertDiffers("stop strings: [\"x\\n\"]; in the store: []", SETTINGS.withStopStrings(List.of("x\n")), problems);
        assertDiffers(
                "temperature: 1.0; in the store: 0.6\n  seed: 10; in the store: 9",
                SETTINGS.withTemperature(1).withSeed(10),
                problems);
        assertEquals(content, Files.readString(file));
    }

    @Test
    void howManyRowsAreDecodedTogetherIsNoDifference() {
        Traces five = sample(new Sampler(model, SETTINGS), requests(1, 40));
        Traces two = sample(new Sampler(model, SETTINGS.withBatchSize(2)), requests(1, 40));
        assertEquals(five.traces(), two.traces());
        assertEquals(two.tokens(), two.bill().tokensReused());
    }

    @Test
    void otherVersionsAreANoteAndNoRefusal() throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        sample(sampler, requests(1, 40));
        Versions own = Versions.built();
        Files.writeString(file, Files.readString(file).replaceFirst("\"libtorch\":\"[^\"]*\"", "\"libtorch\":\"1.0\""));
        try (TraceJournal store = TraceJournal.open(file, sampler, problems)) {
            assertEquals(
                    List.of("The store was begun with upft " + own.upft() + ", DJL " + own.djl()
                            + ", libtorch 1.0; this is " + own
                            + ". Rounding may differ, and with it a token now and then."),
                    store.notes());
            assertEquals(12, store.traces().size());
        }
    }

    @Test
    void twoRunsCannotUseAStoreAtOnce() {
        Sampler sampler = new Sampler(model, SETTINGS);
        TraceJournal first = TraceJournal.open(file, sampler, problems);
        assertTrue(message(sampler, problems).startsWith(file + " is in use: another run appends to it."));
        first.close();
        assertEquals(12, sample(sampler, requests(1, 40)).size());
    }

    @Test
    void savedTracesAreNoStore() throws IOException {
        Sampler sampler = new Sampler(model, SETTINGS);
        sampler.sample(requests(1, 40), Progress.silent(), new CancelToken()).save(file);
        String content = Files.readString(file);
        assertTrue(message(sampler, problems).startsWith(file + " is not a file of the format upft-trace-store-1"));
        assertEquals(content, Files.readString(file));
    }

    private void assertDiffers(String difference, SamplingSettings settings, ProblemSet set) {
        assertEquals(
                difference,
                message(new Sampler(model, settings), set)
                        .replaceFirst(".*\n  ", "")
                        .replaceFirst("\nTo go on.*", ""));
    }

    private String message(Sampler sampler, ProblemSet set) {
        return assertThrows(UserException.class, () -> TraceJournal.open(file, sampler, set))
                .getMessage();
    }

    private Traces sample(Sampler sampler, List<SampleRequest> requests) {
        try (TraceJournal store = TraceJournal.open(file, sampler, problems)) {
            return sampler.sample(requests, store, Progress.silent(), new CancelToken());
        }
    }

    /** Ends a run when so many traces more are in the store. */
    private void cutShort(Sampler sampler, ProblemSet set, List<SampleRequest> requests, int finished) {
        try (TraceJournal store = TraceJournal.open(file, sampler, set)) {
            TraceSink cut = (trace, seconds) -> {
                if (store.added() == finished) {
                    throw new CancelledException();
                }
                store.accept(trace, seconds);
            };
            TraceStore known = TraceStore.empty().with(store.traces());
            assertThrows(
                    CancelledException.class,
                    () -> sampler.sample(requests, known, cut, Progress.silent(), new CancelToken()));
        }
    }

    private static Set<String> tokens(Traces traces) {
        Set<String> tokens = new HashSet<>();
        traces.forEach(trace -> assertTrue(
                tokens.add(trace.problem().id() + " " + trace.sample() + " " + Arrays.toString(trace.ids()))));
        return tokens;
    }

    private List<SampleRequest> requests(int samples, int maxTokens) {
        return problems.problems().stream()
                .map(problem -> new SampleRequest(problem, samples, maxTokens))
                .toList();
    }
}
