package upft.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.io.UserException;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;

class SamplerTest {
    private static final SamplingSettings SETTINGS = SamplingSettings.defaults().withSeed(9);

    private final FakeModel model = FakeModel.random();
    private final ProblemSet problems = Problems.numbered(12);

    @Test
    void tracesComeInTheOrderOfTheRequests() {
        List<SampleRequest> requests = new ArrayList<>();
        // Differing limits and prompt lengths, which the sampler sorts by.
        requests.add(request(problems.get(3), 2, 5));
        requests.add(request(problems.get(11), 1, 50));
        requests.add(request(problems.get(0), 3, 7));
        Traces traces = sample(model, SETTINGS.withBatchSize(2), requests);
        assertEquals(
                List.of("n/3 0", "n/3 1", "n/11 0", "n/0 0", "n/0 1", "n/0 2"),
                traces.traces().stream()
                        .map(trace -> trace.problem().id() + " " + trace.sample())
                        .toList());
    }

    @Test
    void aTraceDependsOnNothingElseInItsBatch() {
        List<Trace> together = sample(model, SETTINGS, requests(16, 60)).traces();
        for (int batchSize : new int[] {1, 3, 1000}) {
            assertEquals(
                    together,
                    sample(model, SETTINGS.withBatchSize(batchSize), requests(16, 60))
                            .traces());
        }
        List<SampleRequest> alone = List.of(request(problems.get(5), 3, 60));
        assertEquals(
                together.stream()
                        .filter(trace -> trace.problem().id().equals("n/5"))
                        .limit(3)
                        .toList(),
                sample(model, SETTINGS, alone).traces());
    }

    @Test
    void aTraceDependsOnNoChunkSize() {
        List<Trace> fast = sample(model, SETTINGS, requests(4, 60)).traces();
        model.nanosAStep = 200_000_000;
        assertEquals(fast, sample(model, SETTINGS, requests(4, 60)).traces());
        assertEquals(1, model.decodings.get(1).calls.get(10).get(1), "a slow model decodes token by token");
    }

    @Test
    void whereMemoryIsShortFewerRowsAreDecodedAndTheTracesAreTheSame() {
        List<Trace> plenty = sample(model, SETTINGS, requests(4, 60)).traces();
        int longest = plenty.stream()
                .mapToInt(trace -> trace.promptIds().length + trace.length())
                .max()
                .orElseThrow();
        for (int rowsThatFit : new int[] {6, 3, 1}) {
            model.cachedTokens = rowsThatFit * (longest + 4);
            assertEquals(plenty, sample(model, SETTINGS, requests(4, 60)).traces());
            FakeModel.FakeDecoding last = model.decodings.get(model.decodings.size() - 1);
            int together =
                    last.calls.stream().mapToInt(call -> call.get(0)).max().orElseThrow();
            assertTrue(together < plenty.size(), together + " rows");
        }
        List<String> told = new ArrayList<>();
        new Sampler(model, SETTINGS, () -> model.clock)
                .sample(requests(4, 60), TraceStore.empty(), report -> told.add(report.detail()), new CancelToken());
        assertEquals("48 of 48 traces, memory for 1 row at a time only", told.get(told.size() - 1));
        model.cachedTokens = 10;
        UserException refused = assertThrows(UserException.class, () -> sample(model, SETTINGS, requests(4, 60)));
        assertTrue(refused.getMessage().contains("no memory"), refused.getMessage());
    }

    @Test
    void seedsSamplesAndProblemsGiveDifferentTraces() {
        List<Trace> traces = sample(model, SETTINGS, requests(2, 60)).traces();
        assertNotEquals(
                traces, sample(model, SETTINGS.withSeed(10), requests(2, 60)).traces());
        assertEquals(24, traces.stream().map(Trace::text).distinct().count());
    }

    @Test
    void aTraceHoldsWhatWasDecodedUpToItsEndTokenAndNoMore() {
        FakeModel answering = FakeModel.answering(prompt -> prompt.equals("q1>") ? "yes" : "no, never");
        List<Trace> traces = sample(
                        answering, SETTINGS, List.of(request(problems.get(1), 1, 6), request(problems.get(2), 1, 6)))
                .traces();
        assertEquals("yes", traces.get(0).text());
        assertArrayEquals(
                new int[] {'y', 'e', 's', FakeModel.END}, traces.get(0).ids());
        assertArrayEquals(new float[] {-1.21f, -1.01f, -1.15f, 0}, traces.get(0).logProbs());
        assertArrayEquals(
                new float[] {-1.21f / 2, -1.01f / 2, -1.15f / 2, 0},
                traces.get(0).samplingLogProbs());
        assertArrayEquals(FakeModel.ids("q1>"), traces.get(0).promptIds());
        assertEquals(Trace.End.END_TOKEN, traces.get(0).end());
        assertEquals("no, ne", traces.get(1).text());
        assertEquals(Trace.End.LENGTH, traces.get(1).end());
    }

    @Test
    void aStopStringEndsATraceWithTheTokensThatCompleteIt() {
        FakeModel answering = FakeModel.answering(prompt -> prompt.equals("q1>") ? "one. two. three." : "none of it");
        SamplingSettings stopping = SETTINGS.withStopStrings(List.of("two", " x"));
        Traces traces =
                sample(answering, stopping, List.of(request(problems.get(1), 1, 40), request(problems.get(2), 1, 40)));
        assertEquals("one. two", traces.get(0).text());
        assertArrayEquals(FakeModel.ids("one. two"), traces.get(0).ids());
        assertEquals(Trace.End.STOP_STRING, traces.get(0).end());
        assertTrue(traces.get(0).ended() && traces.get(0).covers(40));
        assertEquals(Trace.End.END_TOKEN, traces.get(1).end());
        assertEquals(1, traces.endedShare());
    }

    @Test
    void endTokensThatAreAskedForTakeThePlaceOfTheModelsOwn() {
        FakeModel answering = FakeModel.answering(prompt -> "a;b\0c");
        SamplingSettings semicolon = SETTINGS.withEndTokens(List.of((int) ';', (int) '!'));
        Trace trace = sample(answering, semicolon, List.of(request(problems.get(1), 1, 9)))
                .get(0);
        assertArrayEquals(FakeModel.ids("a;"), trace.ids());
        Traces own = sample(answering, SETTINGS, List.of(request(problems.get(1), 1, 9)));
        assertArrayEquals(FakeModel.ids("a;b\0"), own.get(0).ids());
        assertEquals(
                List.of(FakeModel.END), own.settings().get().endTokens(), "those in force are kept with the traces");
    }

    @Test
    void rowsThatEndedLeaveTheBatchAtTheNextFourthTokenAndNoneIsDecodedBeyondItsRequest() {
        FakeModel answering =
                FakeModel.answering(prompt -> prompt.equals("q1>") ? "yes!" : "abcdefghijklmnopqrstuvwxyz");
        sample(answering, SETTINGS, List.of(request(problems.get(1), 1, 20), request(problems.get(2), 1, 20)));
        // "yes!" and its end are five tokens; the first chunk is of four.
        assertEquals(
                List.of(List.of(2, 4), List.of(2, 4), List.of(1, 4), List.of(1, 4), List.of(1, 4)),
                answering.decodings.get(0).calls);
    }

    @Test
    void aRowThatEndedIsReplacedByTheNext() {
        FakeModel answering = FakeModel.answering(prompt -> prompt.equals("q1>") ? "x".repeat(19) : "yes");
        List<SampleRequest> requests = List.of(
                request(problems.get(1), 1, 20), request(problems.get(2), 1, 20), request(problems.get(3), 2, 20));
        Traces traces = sample(answering, SETTINGS.withBatchSize(2), requests);
        assertEquals(
                List.of("x".repeat(19), "yes", "yes", "yes"),
                traces.traces().stream().map(Trace::text).toList());
        // The two samples of one question wait for two places.
        assertEquals(
                List.of(List.of(2, 4), List.of(1, 4), List.of(1, 4), List.of(1, 4), List.of(1, 4), List.of(2, 4)),
                answering.decodings.get(0).calls);
    }

    @Test
    void whatAllPromptsBeginWithIsComputedOnce() {
        List<SampleRequest> alike = List.of("question one", "question two", "question three").stream()
                .map(text -> request(new Problem(text, text, "1"), 2, 5))
                .toList();
        sample(model, SETTINGS, alike);
        assertArrayEquals(FakeModel.ids("question "), model.decodings.get(0).beginning);
        sample(model, SETTINGS, alike.subList(0, 1));
        assertEquals(0, model.decodings.get(1).beginning.length, "one prompt is computed once anyway");
    }

    @Test
    void aBatchEndsWithItsLastRow() {
        FakeModel answering = FakeModel.answering(prompt -> "yes");
        sample(answering, SETTINGS, requests(1, 20));
        assertEquals(List.of(List.of(12, 4)), answering.decodings.get(0).calls);
    }

    @Test
    void theShapeOfABatchDoesNotDependOnTheSpeedOfTheMachine() {
        sample(model, SETTINGS, requests(4, 60));
        FakeModel slow = FakeModel.random();
        slow.nanosAStep = 100_000_000;
        sample(slow, SETTINGS, requests(4, 60));
        assertNotEquals(model.decodings.get(0).calls, slow.decodings.get(0).calls);
        List<Integer> steps = rowsOfEachStep(slow);
        // The fast one may idle for a few steps more when its last row has ended.
        assertEquals(rowsOfEachStep(model).subList(0, steps.size()), steps);
    }

    private static List<Integer> rowsOfEachStep(FakeModel model) {
        return model.decodings.get(0).calls.stream()
                .flatMap(call -> Collections.nCopies(call.get(1), call.get(0)).stream())
                .toList();
    }

    @Test
    void shortPrefixesDoNotPayForFullTraces() {
        FakeModel endless = FakeModel.answering(prompt -> "x".repeat(500));
        List<SampleRequest> requests = new ArrayList<>();
        problems.forEach(
                problem -> requests.add(request(problem, 1, problem.id().equals("n/4") ? 200 : 8)));
        Traces traces = sample(endless, SETTINGS, requests);
        int decoded = endless.decodings.stream()
                .flatMap(decoding -> decoding.calls.stream())
                .mapToInt(call -> call.get(0) * call.get(1))
                .sum();
        assertEquals(11 * 8 + 200, decoded);
        assertEquals(11 * 8 + 200, traces.bill().tokensSampled());
    }

    @Test
    void samplesOfOneQuestionStandTogetherAndPromptsOfLikeLengthToo() {
        sample(model, SETTINGS, requests(3, 10));
        List<int[]> prompts = model.decodings.get(0).prompts;
        for (int i = 0; i < prompts.size(); i += 3) {
            assertArrayEquals(prompts.get(i), prompts.get(i + 2));
        }
        int[] lengths = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        assertTrue(
                IntStream.range(1, lengths.length).allMatch(i -> lengths[i] <= lengths[i - 1]),
                Arrays.toString(lengths));
    }

    @Test
    void theBillCountsTokensAndTheClocksSeconds() {
        FakeModel answering = FakeModel.answering(prompt -> "four");
        Traces traces = sample(answering, SETTINGS, requests(2, 60));
        assertEquals(24 * 5, traces.bill().tokensSampled());
        assertEquals(traces.tokens(), traces.bill().tokensSampled());
        assertEquals(0, traces.bill().tokensReused());
        // Two chunks of 4 steps of a millisecond each, for five tokens.
        assertEquals(0.008, traces.bill().secondsSampling(), 1e-9);
    }

    @Test
    void longerTracesAtHandServeShorterRequests() {
        Traces full = sample(model, SETTINGS, requests(1, 200));
        Traces prefixes = new Sampler(model, SETTINGS, () -> model.clock)
                .sample(requests(1, 3), TraceStore.empty().with(full), Progress.silent(), new CancelToken());
        assertEquals(sample(FakeModel.random(), SETTINGS, requests(1, 3)).traces(), prefixes.traces());
        assertEquals(1, model.decodings.size(), "nothing is decoded again");
        Bill bill = prefixes.bill();
        assertEquals(prefixes.tokens(), bill.tokensSampled());
        assertEquals(bill.tokensSampled(), bill.tokensReused());
        double share = (double) prefixes.tokens() / full.tokens();
        assertEquals(full.bill().secondsSampling() * share, bill.secondsSampling(), 1e-9);
    }

    @Test
    void onlyWhatIsMissingIsSampled() {
        TraceStore store = TraceStore.empty().with(sample(model, SETTINGS, requests(1, 60)));
        Traces sixteen = new Sampler(model, SETTINGS, () -> model.clock)
                .sample(requests(16, 60), store, Progress.silent(), new CancelToken());
        assertEquals(
                12 * 15,
                model.decodings.stream()
                        .skip(1)
                        .mapToInt(decoding -> decoding.prompts.size())
                        .sum());
        assertEquals(sample(FakeModel.random(), SETTINGS, requests(16, 60)).traces(), sixteen.traces());
        assertEquals(sixteen.tokens(), sixteen.bill().tokensSampled());
        long first = sixteen.traces().stream()
                .filter(trace -> trace.sample() == 0)
                .mapToLong(Trace::length)
                .sum();
        assertEquals(first, sixteen.bill().tokensReused());
    }

    @Test
    void shortTracesServeLongerRequestsOnlyIfTheyEnded() {
        Traces four = sample(model, SETTINGS, requests(4, 4));
        long ended = four.traces().stream().filter(Trace::ended).count();
        assertTrue(ended > 0 && ended < four.size());
        new Sampler(model, SETTINGS)
                .sample(requests(4, 60), TraceStore.empty().with(four), Progress.silent(), new CancelToken());
        assertEquals(four.size() - ended, model.decodings.get(1).prompts.size());
    }

    @Test
    void tracesOfOtherSettingsModelsOrPromptsAreNotUsed() {
        TraceStore store = TraceStore.empty().with(sample(model, SETTINGS, requests(1, 60)));
        List<Sampler> others = List.of(
                new Sampler(model, SETTINGS.withSeed(1)),
                new Sampler(model, SETTINGS.withTemperature(0.7)),
                new Sampler(model, SETTINGS.withTopK(5)),
                new Sampler(model, SETTINGS.withMinP(0.1)),
                new Sampler(model, SETTINGS.withRepetitionPenalty(1.1)),
                new Sampler(model, SETTINGS.withStopStrings(List.of("x"))),
                new Sampler(model, SETTINGS.withEndTokens(List.of(1))),
                new Sampler(new FakeModel("another", 1000, FakeModel.RANDOM_LETTERS), SETTINGS));
        for (Sampler other : others) {
            assertEquals(
                    0,
                    other.sample(requests(1, 60), store, Progress.silent(), new CancelToken())
                            .bill()
                            .tokensReused());
        }
        Problem changed = new Problem("n/0", "another question of the same id", "1");
        assertEquals(
                0,
                new Sampler(model, SETTINGS)
                        .sample(List.of(request(changed, 1, 60)), store, Progress.silent(), new CancelToken())
                        .bill()
                        .tokensReused());
    }

    @Test
    void aQuestionLongerThanTheContextIsNamedBeforeAnythingIsSampled() {
        FakeModel narrow = new FakeModel("narrow", 10, FakeModel.RANDOM_LETTERS);
        Problem longOne = new Problem("n/long", "a question of many words", "1");
        UserException error = assertThrows(
                UserException.class,
                () -> sample(narrow, SETTINGS, List.of(request(problems.get(0), 1, 2), request(longOne, 1, 2))));
        assertTrue(
                error.getMessage()
                        .startsWith("The question n/long makes a prompt of 25 tokens, but the context of narrow is 10"),
                error.getMessage());
        assertTrue(error.getMessage().contains("It begins \"a question of many words\"."), error.getMessage());
        assertTrue(narrow.decodings.isEmpty());
    }

    @Test
    void moreTokensThanTheContextAreRefused() {
        UserException error = assertThrows(UserException.class, () -> sample(model, SETTINGS, requests(1, 1001)));
        assertTrue(
                error.getMessage().contains("1001 tokens") && error.getMessage().contains("is 1000"),
                error.getMessage());
    }

    @Test
    void aTraceThatFillsTheContextIsAllThatCouldBeSampled() {
        FakeModel narrow = new FakeModel("narrow", 10, (context, promptLength, u) -> 'x');
        Traces traces =
                sample(narrow, SETTINGS, List.of(request(problems.get(10), 1, 9), request(problems.get(1), 1, 9)));
        assertEquals("xxxxxx", traces.get(0).text());
        assertEquals("xxxxxxx", traces.get(1).text());
        assertEquals(Trace.End.CONTEXT, traces.get(0).end());
        assertTrue(traces.get(0).covers(9));
        TraceStore store = TraceStore.empty().with(traces);
        Traces again = new Sampler(narrow, SETTINGS)
                .sample(List.of(request(problems.get(10), 1, 9)), store, Progress.silent(), new CancelToken());
        assertEquals(6, again.bill().tokensReused());
    }

    @Test
    void aTraceAtHandEndsAsItsRequestWouldHaveEndedIt() {
        FakeModel narrow = new FakeModel("narrow", 10, (context, promptLength, u) -> 'x');
        Traces six = sample(narrow, SETTINGS, List.of(request(problems.get(10), 1, 6)));
        assertEquals(Trace.End.LENGTH, six.get(0).end());
        // The prompt of four tokens leaves room for six: nine cannot be had, and six are all there is.
        Traces nine = new Sampler(narrow, SETTINGS)
                .sample(
                        List.of(request(problems.get(10), 1, 9)),
                        TraceStore.empty().with(six),
                        Progress.silent(),
                        new CancelToken());
        assertEquals(
                sample(narrow, SETTINGS, List.of(request(problems.get(10), 1, 9)))
                        .traces(),
                nine.traces());
        assertEquals(Trace.End.CONTEXT, nine.get(0).end());
    }

    @Test
    void greedyDecodingNeedsNoRandomNumbersButTheSameCode() {
        SamplingSettings greedy = SETTINGS.withTemperature(0);
        assertEquals(12, sample(model, greedy, requests(1, 5)).size());
        assertEquals(0, model.decodings.get(0).settings.temperature());
    }

    @Test
    void progressEndsAtItsTotalWhichShrinksAsTracesEnd() {
        List<Progress.Report> heard = new ArrayList<>();
        new Sampler(model, SETTINGS.withBatchSize(4), () -> model.clock)
                .sample(requests(2, 60), TraceStore.empty(), heard::add, new CancelToken());
        Progress.Report last = heard.get(heard.size() - 1);
        assertTrue(last.finished());
        assertEquals("24 of 24 traces", last.detail());
        assertTrue(last.total() < 24 * 60);
        for (int i = 1; i < heard.size(); i++) {
            assertTrue(heard.get(i).total() <= heard.get(i - 1).total());
            assertTrue(heard.get(i).done() <= heard.get(i).total());
        }
    }

    @Test
    void aCancelledRunStopsBetweenChunksAndClosesItsDecoding() {
        model.nanosAStep = 100_000_000;
        CancelToken cancel = new CancelToken();
        Progress cancelAtFirst = report -> {
            if (report.done() > 0) {
                cancel.cancel();
            }
        };
        assertThrows(CancelledException.class, () -> new Sampler(model, SETTINGS, () -> model.clock)
                .sample(requests(1, 60), TraceStore.empty(), cancelAtFirst, cancel));
        assertEquals(1, model.decodings.get(0).calls.size());
        assertTrue(model.decodings.get(0).closed);
    }

    @Test
    void aTraceIsPassedOnWhenItIsFinishedThoughTheRunEndsLater() {
        FakeModel answering = FakeModel.answering(prompt -> "x".repeat(Integer.parseInt(prompt.substring(1, 2))));
        List<SampleRequest> requests = List.of(
                request(problems.get(9), 1, 20), request(problems.get(1), 1, 20), request(problems.get(5), 1, 20));
        List<String> heard = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        Traces traces = new Sampler(answering, SETTINGS, () -> answering.clock)
                .sample(
                        requests,
                        TraceStore.empty(),
                        (trace, took) -> {
                            heard.add(trace.problem().id() + " after "
                                    + answering.decodings.get(0).calls.size());
                            seconds.add(took);
                        },
                        Progress.silent(),
                        new CancelToken());
        // Chunks are of four tokens; the traces are of two, six and ten.
        assertEquals(List.of("n/1 after 1", "n/5 after 2", "n/9 after 3"), heard);
        assertEquals(
                traces.bill().secondsSampling(),
                seconds.stream().mapToDouble(Double::doubleValue).sum(),
                1e-9);
        assertEquals(List.of("n/9", "n/1", "n/5"), ids(traces));
    }

    @Test
    void tracesAtHandArePassedOnTooEachOnce() {
        Traces one = sample(model, SETTINGS, requests(1, 60));
        List<Trace> heard = new ArrayList<>();
        Traces two = new Sampler(model, SETTINGS)
                .sample(
                        requests(2, 60),
                        TraceStore.empty().with(one),
                        (trace, seconds) -> heard.add(trace),
                        Progress.silent(),
                        new CancelToken());
        assertEquals(one.traces(), heard.subList(0, 12));
        assertEquals(24, heard.size());
        assertTrue(heard.containsAll(two.traces()));
    }

    private static List<String> ids(Traces traces) {
        return traces.traces().stream().map(trace -> trace.problem().id()).toList();
    }

    @Test
    void aModelThatGivesNoProbabilitiesIsAnErrorAndNotATrace() {
        model.logProb = id -> Float.NaN;
        UserException error = assertThrows(UserException.class, () -> sample(model, SETTINGS, requests(1, 5)));
        assertTrue(error.getMessage().contains("token 0 of n/10 the log-probability NaN"), error.getMessage());
    }

    @Test
    void nothingIsSampledForNoRequest() {
        Traces none = sample(model, SETTINGS, List.of());
        assertTrue(none.isEmpty());
        assertEquals(Bill.NOTHING, none.bill());
    }

    private List<SampleRequest> requests(int samples, int maxTokens) {
        return problems.problems().stream()
                .map(problem -> request(problem, samples, maxTokens))
                .toList();
    }

    private static SampleRequest request(Problem problem, int samples, int maxTokens) {
        return new SampleRequest(problem, samples, maxTokens);
    }

    private static Traces sample(FakeModel model, SamplingSettings settings, List<SampleRequest> requests) {
        return new Sampler(model, settings, () -> model.clock)
                .sample(requests, TraceStore.empty(), Progress.silent(), new CancelToken());
    }
}
