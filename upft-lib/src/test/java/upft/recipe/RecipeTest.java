package upft.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.recipe.SampledTraces.ENCODING;
import static upft.recipe.SampledTraces.trace;
import static upft.recipe.SampledTraces.traces;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.data.ProblemSet;
import upft.io.UserException;
import upft.recipe.TrainingExample.Kind;
import upft.sampling.SampleRequest;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.testing.FakeModel;

class RecipeTest {
    /** The paper's sentence, copied from its appendix rather than from the code. */
    private static final String TEMPLATE =
            " Please provide the initial step towards resolving the question. This step may serve as a foundation but might not encompass the entire solution.";

    private final ProblemSet problems = SampledTraces.PROBLEMS;

    @Test
    void upftAsksForPrefixesOfMostAndOneFullTraceOfTheShare() {
        List<SampleRequest> plan = Upft.prefix(8).structure(0.1).upTo(200).plan(problems);
        assertEquals(
                problems.problems(), plan.stream().map(SampleRequest::problem).toList());
        assertTrue(plan.stream().allMatch(request -> request.samples() == 1));
        assertEquals(
                Map.of(8, 36L, 200, 4L),
                plan.stream().collect(Collectors.groupingBy(SampleRequest::maxTokens, Collectors.counting())));
    }

    @Test
    void theStructureShareIsRandomBySeedAndBlindToTheOrderOfTheProblems() {
        Upft upft = Upft.prefix(8).structure(0.25);
        Set<String> chosen = fullIds(upft, problems);
        assertEquals(10, chosen.size());
        assertEquals(chosen, fullIds(upft, problems.shuffle(3)));
        assertNotEquals(chosen, fullIds(upft.seed(1), problems));
        Map<String, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < 400; seed++) {
            fullIds(upft.seed(seed), problems).forEach(id -> counts.merge(id, 1, Integer::sum));
        }
        // Each problem is drawn 100 times on average, with a standard deviation of 8.7.
        assertEquals(40, counts.size());
        counts.forEach((id, count) -> assertEquals(100, count, 40, id));
    }

    @Test
    void aPrefixExampleIsTheTemplatedPromptAndTheFirstTokensAsTheyWereSampled() {
        Traces traces = traces(List.of(trace(0, 0, "first step, second", true)));
        TrainingSet set = Upft.prefix(5).structure(0).examples(problems.take(1), traces, ENCODING);
        assertEquals(
                List.of(new TrainingExample(
                        "n/0", Kind.PREFIX, FakeModel.ids("q0" + TEMPLATE + ">"), FakeModel.ids("first"))),
                set.examples());
        assertEquals(5, set.responseTokens());
    }

    @Test
    void aFullTraceExampleHasThePlainPromptTheWholeTraceAndItsEndToken() {
        Traces traces = traces(List.of(trace(0, 0, "whole", true)));
        TrainingSet set = Upft.prefix(2).structure(1).examples(problems.take(1), traces, ENCODING);
        assertEquals(
                List.of(new TrainingExample("n/0", Kind.FULL_TRACE, FakeModel.ids("q0>"), FakeModel.ids("whole\0"))),
                set.examples());
    }

    /** Text need not tokenise back to the ids that it was decoded from. */
    @Test
    void trainingUsesTheSampledIdsAndNeverTheText() {
        Trace sampled = trace(0, 0, "whole", true);
        Trace other = new Trace(
                sampled.problem(),
                0,
                sampled.promptIds(),
                sampled.ids(),
                "#### 0",
                sampled.logProbs(),
                sampled.samplingLogProbs(),
                sampled.end());
        for (Recipe recipe : List.of(
                Upft.prefix(2).structure(0),
                Upft.prefix(2).structure(1),
                Sft.upTo(9),
                Rft.samples(1).upTo(9))) {
            TrainingSet set = recipe.examples(problems.take(1), traces(List.of(other)), ENCODING);
            int[] ids = set.examples().get(0).responseIds();
            assertArrayEquals(java.util.Arrays.copyOf(sampled.ids(), ids.length), ids, recipe.toString());
        }
    }

    @Test
    void prefixLongerThanTheTraceKeepsTheWholeTrace() {
        Traces traces = traces(List.of(trace(0, 0, "ab", true)));
        TrainingSet set = Upft.prefix(100).structure(0).examples(problems.take(1), traces, ENCODING);
        assertArrayEquals(FakeModel.ids("ab\0"), set.examples().get(0).responseIds());
        assertEquals(Kind.PREFIX, set.examples().get(0).kind());
    }

    @Test
    void anEndTokenFollowsTheCutOnlyWhereAskedForAndOnlyWhereSomethingWasCut() {
        Traces traces = traces(List.of(trace(0, 0, "abcdef", true), trace(1, 0, "a", true)));
        TrainingSet set = Upft.prefix(3).structure(0).endToken(99).examples(problems.take(2), traces, ENCODING);
        assertArrayEquals(new int[] {'a', 'b', 'c', 99}, set.examples().get(0).responseIds());
        assertArrayEquals(new int[] {'a', 0}, set.examples().get(1).responseIds());
    }

    @Test
    void anotherTemplateOrNoneIsPossible() {
        Traces traces = traces(List.of(trace(0, 0, "abcdef", true)));
        TrainingSet set = Upft.prefix(3).structure(0).template("").examples(problems.take(1), traces, ENCODING);
        assertArrayEquals(FakeModel.ids("q0>"), set.examples().get(0).promptIds());
    }

    @Test
    void theSamplingBillIsWhatThePlanNeedsNotWhatIsAtHand() {
        List<Trace> all = new ArrayList<>();
        problems.forEach(
                problem -> all.add(trace(Integer.parseInt(problem.answer().substring(5)), 0, "x".repeat(19), true)));
        Traces traces = new Traces("fake", SamplingSettings.defaults(), all, new Bill(800, 0, 0, 40, 0));
        TrainingSet set = Upft.prefix(5).structure(0.1).examples(problems, traces, ENCODING);
        // 36 prefixes of 5 and 4 traces of 20 tokens, at 20 tokens a second.
        assertEquals(new Bill(260, 0, 0, 13, 0), set.bill());
        assertEquals(260, set.responseTokens());
    }

    @Test
    void sftTakesTheFirstTraceWholeWhateverItsAnswer() {
        Traces traces = traces(List.of(trace(0, 0, "#### 77", true), trace(0, 1, "#### 0", true)));
        TrainingSet set = Sft.upTo(50).examples(problems.take(1), traces, ENCODING);
        assertEquals(
                List.of(new TrainingExample("n/0", Kind.FULL_TRACE, FakeModel.ids("q0>"), FakeModel.ids("#### 77\0"))),
                set.examples());
        assertEquals(
                List.of(new SampleRequest(problems.get(0), 1, 50)), Sft.upTo(50).plan(problems.take(1)));
    }

    @Test
    void fullTracesThatDidNotEndAreLeftOutAndCounted() {
        Traces traces = traces(List.of(trace(0, 0, "x".repeat(50), false), trace(1, 0, "ok", true)));
        TrainingSet set = Sft.upTo(50).examples(problems.take(2), traces, ENCODING);
        assertEquals(1, set.size());
        assertEquals(Map.of(LeftOut.NOT_ENDED, 1), set.leftOut());
        assertEquals("1 traces did not end", set.leftOutSummary());
        assertEquals(
                2,
                Sft.upTo(50)
                        .unended(Unended.KEEP)
                        .examples(problems.take(2), traces, ENCODING)
                        .size());
        Upft upft = Upft.prefix(3).structure(1).upTo(50);
        assertEquals(1, upft.examples(problems.take(2), traces, ENCODING).size());
        assertEquals(
                2,
                upft.unended(Unended.KEEP)
                        .examples(problems.take(2), traces, ENCODING)
                        .size());
    }

    @Test
    void aTraceThatEndedBeyondThePlansLimitCountsAsUnended() {
        Traces traces = traces(List.of(trace(0, 0, "123456789", true)));
        assertTrue(Sft.upTo(9).examples(problems.take(1), traces, ENCODING).isEmpty());
        assertEquals(
                1, Sft.upTo(10).examples(problems.take(1), traces, ENCODING).size());
    }

    @Test
    void rftKeepsOneCorrectTraceAProblemAndAccountsForAllTheOthers() {
        List<Trace> all = new ArrayList<>();
        all.addAll(List.of(trace(0, 0, "#### 9", true), trace(0, 1, "a #### 0", true), trace(0, 2, "b #### 0", true)));
        all.addAll(List.of(trace(1, 0, "#### 8", true), trace(1, 1, "none", true), trace(1, 2, "#### 8", true)));
        all.addAll(List.of(
                trace(2, 0, "#### 2" + " ".repeat(94), false), trace(2, 1, "c #### 2", true), trace(2, 2, "d", true)));
        TrainingSet set = Rft.samples(3).upTo(100).examples(problems.take(3), traces(all), ENCODING);
        assertEquals(
                List.of("n/0", "n/2"),
                set.examples().stream().map(TrainingExample::problemId).toList());
        assertArrayEquals(FakeModel.ids("c #### 2\0"), set.examples().get(1).responseIds());
        assertArrayEquals(FakeModel.ids("q2>"), set.examples().get(1).promptIds());
        assertEquals(Map.of(LeftOut.NOT_ENDED, 1, LeftOut.WRONG_ANSWER, 5, LeftOut.NOT_CHOSEN, 1), set.leftOut());
        int leftOut =
                set.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(9, set.size() + leftOut);
    }

    @Test
    void rftChoosesUniformlyAmongTheCorrect() {
        ProblemSet one = problems.take(1);
        List<Trace> all = IntStream.range(0, 4)
                .mapToObj(i -> trace(0, i, "abcd".charAt(i) + (i == 2 ? " #### 5" : " #### 0"), true))
                .toList();
        Map<Character, Integer> chosen = new HashMap<>();
        for (int seed = 0; seed < 900; seed++) {
            TrainingSet set = Rft.samples(4).seed(seed).examples(one, traces(all), ENCODING);
            chosen.merge((char) set.examples().get(0).responseIds()[0], 1, Integer::sum);
        }
        // Three correct traces: 300 times each, with a standard deviation of 14.
        assertEquals(Set.of('a', 'b', 'd'), chosen.keySet());
        chosen.values().forEach(count -> assertEquals(300, count, 65));
    }

    @Test
    void rftWithoutACorrectTraceIsAnEmptySetThatSaysWhy() {
        TrainingSet set =
                Rft.samples(1).examples(problems.take(1), traces(List.of(trace(0, 0, "#### 5", true))), ENCODING);
        assertTrue(set.isEmpty());
        assertEquals("1 traces had a wrong answer", set.leftOutSummary());
        assertEquals(Rft.PAPER_SAMPLES, Rft.samples(16).plan(problems).get(0).samples());
    }

    @Test
    void tracesThatDoNotCoverThePlanAreNamed() {
        UserException missing = assertThrows(
                UserException.class, () -> Sft.upTo(50).examples(problems.take(1), traces(List.of()), ENCODING));
        assertEquals("The traces lack sample 0 of n/0. Sample the recipe's plan first.", missing.getMessage());
        Traces tooShort = traces(List.of(trace(0, 0, "abc", false)));
        UserException error = assertThrows(
                UserException.class, () -> Upft.prefix(5).structure(0).examples(problems.take(1), tooShort, ENCODING));
        assertTrue(error.getMessage().contains("sample 0 of n/0 has 3 tokens"), error.getMessage());
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertRefused("prefix length is 0", () -> Upft.prefix(0));
        assertRefused("structure ratio is 1.5", () -> Upft.prefix(4).structure(1.5));
        assertRefused("structure ratio is NaN", () -> Upft.prefix(4).structure(Double.NaN));
        assertRefused("longest trace is 0", () -> Sft.upTo(0));
        assertRefused("longest trace is -1", () -> Upft.prefix(4).upTo(-1));
        assertRefused("0 samples", () -> Rft.samples(0));
        assertRefused("0 samples", () -> Upft.prefix(4).labelFilter(0));
        assertRefused("longest example is 1 tokens", () -> Sft.upTo(9).maxLength(1));
    }

    @Test
    void aFullTraceIsNeverAskedToBeShorterThanAPrefix() {
        assertEquals(64, Upft.prefix(64).upTo(10).maxTokens());
    }

    private static void assertRefused(String part, Runnable action) {
        UserException error = assertThrows(UserException.class, action::run);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static Set<String> fullIds(Upft upft, ProblemSet problems) {
        Set<String> ids = new HashSet<>();
        for (SampleRequest request : upft.plan(problems)) {
            if (request.maxTokens() > upft.prefix()) {
                ids.add(request.problem().id());
            }
        }
        return ids;
    }

    @Test
    void tracesThatWereBroughtInAreTakenAsFarAsTheyGo() {
        Traces brought = new Traces(
                "other.jsonl",
                Optional.empty(),
                List.of(
                        brought(trace(0, 0, "wrong", true)),
                        brought(trace(0, 1, "#### 0", true)),
                        brought(trace(2, 0, "no end", false))),
                Bill.NOTHING);
        TrainingSet rft = Rft.samples(16).upTo(30).examples(problems.take(4), brought, ENCODING);
        assertEquals(
                List.of("n/0"),
                rft.examples().stream().map(TrainingExample::problemId).toList());
        assertArrayEquals(FakeModel.ids("#### 0\0"), rft.examples().get(0).responseIds());
        assertEquals("1 traces did not end, 1 traces had a wrong answer", rft.leftOutSummary());
        assertEquals(Bill.NOTHING, rft.bill());
        TrainingSet upft = Upft.prefix(4).structure(0).examples(problems.take(4), brought, ENCODING);
        assertArrayEquals(FakeModel.ids("no e"), upft.examples().get(1).responseIds());
        assertEquals(2, upft.size());
    }

    private static Trace brought(Trace trace) {
        return new Trace(
                trace.problem(),
                trace.sample(),
                trace.promptIds(),
                trace.ids(),
                trace.text(),
                new float[0],
                new float[0],
                trace.end(),
                Trace.Origin.TEXT);
    }
}
