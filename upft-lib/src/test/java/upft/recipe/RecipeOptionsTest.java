package upft.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.recipe.SampledTraces.ENCODING;
import static upft.recipe.SampledTraces.PROBLEMS;
import static upft.recipe.SampledTraces.trace;
import static upft.recipe.SampledTraces.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.recipe.TrainingExample.Kind;
import upft.sampling.SampleRequest;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.testing.FakeModel;

/** What recipes do beside their defaults: the authors' way, label filter, all right traces, lengths. */
class RecipeOptionsTest {
    private static final int EOS = 99;

    private static List<String> responses(TrainingSet set) {
        return set.examples().stream()
                .map(example -> FakeModel.text(example.responseIds()))
                .toList();
    }

    private static int accountedFor(TrainingSet set) {
        return set.size()
                + set.leftOut().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In the authors' code: threshold = int((1 - p) * len(data)); the rows below it give prefixes. */
    @Test
    void theLastProblemsGiveTheWholeTracesWhereAskedFor() {
        Upft upft = Upft.prefix(8).structureFrom(StructureShare.Choice.LAST).upTo(200);
        assertEquals(List.of(36, 37, 38, 39), wholeTraces(upft.structure(0.1).plan(PROBLEMS)));
        // int(0.85 * 7) is 5.
        assertEquals(List.of(5, 6), wholeTraces(upft.structure(0.15).plan(PROBLEMS.take(7))));
        assertEquals(List.of(), wholeTraces(upft.structure(0).plan(PROBLEMS)));
        assertEquals(40, wholeTraces(upft.structure(1).plan(PROBLEMS)).size());
    }

    private static List<Integer> wholeTraces(List<SampleRequest> plan) {
        return IntStream.range(0, plan.size())
                .filter(i -> plan.get(i).maxTokens() == 200)
                .boxed()
                .toList();
    }

    /** In the authors' code: " ".join(response.split()[:t]), then the first t tokens of that, then the end token. */
    @Test
    void aCutByWordsSplitsAtWhiteSpaceAndThenTakesTokens() {
        Traces traces = traces(
                trace(0, 0, "a\n\nb\tc d e", true),
                trace(1, 0, "  first,\n then", true),
                trace(2, 0, "a\nb", true),
                trace(3, 0, "a\nb" + " ".repeat(17), false),
                trace(4, 0, " \n ", true));
        Upft upft = Upft.prefix(4).structure(0).cut(Cut.WORDS).upTo(20);
        TrainingSet plain = upft.examples(PROBLEMS.take(5), traces, ENCODING);
        assertEquals(List.of("a b ", "firs", "a b", "a b"), responses(plain));
        TrainingSet set = upft.endToken(EOS).examples(PROBLEMS.take(5), traces, ENCODING);
        assertArrayEquals(
                new int[] {'a', ' ', 'b', ' ', EOS}, set.examples().get(0).responseIds());
        assertArrayEquals(
                new int[] {'a', ' ', 'b', 0}, set.examples().get(2).responseIds(), "nothing was cut: its own end");
        assertArrayEquals(
                new int[] {'a', ' ', 'b', EOS}, set.examples().get(3).responseIds(), "it was cut when it was sampled");
        assertEquals(Map.of(LeftOut.EMPTY, 1), set.leftOut());
    }

    @Test
    void aCutByWordsSamplesWholeTraces() {
        List<SampleRequest> plan =
                Upft.prefix(4).structure(0.1).cut(Cut.WORDS).upTo(200).plan(PROBLEMS);
        assertTrue(plan.stream().allMatch(request -> request.maxTokens() == 200 && request.samples() == 1));
    }

    @Test
    void thePresetIsAllOfTheAuthorsChoicesTogether() {
        assertEquals(
                Upft.prefix(8)
                        .structureFrom(StructureShare.Choice.LAST)
                        .cut(Cut.WORDS)
                        .endToken(EOS),
                Upft.prefix(8).asInTheAuthorsCode(EOS));
    }

    @Test
    void aLabelFilterSamplesWholeTracesAndCutsARightOne() {
        Upft upft = Upft.prefix(3).structure(0).upTo(30).labelFilter(3);
        assertEquals(
                new SampleRequest(PROBLEMS.get(0), 3, 30),
                upft.plan(PROBLEMS.take(2)).get(0));
        Traces traces = traces(
                trace(0, 0, "wrong #### 5", true),
                trace(0, 1, "right #### 0", true),
                trace(0, 2, "cut short #### 0" + ".".repeat(14), false),
                trace(1, 0, "all #### 7", true),
                trace(1, 1, "are #### 8", true),
                trace(1, 2, "wrong #### 9", true));
        TrainingSet set = upft.examples(PROBLEMS.take(2), traces, ENCODING);
        assertEquals(List.of("rig"), responses(set));
        assertEquals(Kind.PREFIX, set.examples().get(0).kind());
        assertEquals(Map.of(LeftOut.NOT_ENDED, 1, LeftOut.WRONG_ANSWER, 4), set.leftOut());
        assertEquals(6, accountedFor(set));
        assertEquals(traces.tokens(), set.bill().tokensSampled(), "whole traces were paid for");
        assertEquals(3, set.responseTokens());
    }

    /** So that the two differ in the cut alone. */
    @Test
    void withALabelFilterTheTraceThatRftChoosesIsCut() {
        List<Trace> all = new ArrayList<>();
        for (int problem = 0; problem < 20; problem++) {
            for (int sample = 0; sample < 5; sample++) {
                all.add(trace(problem, sample, "abcde".charAt(sample) + " #### " + problem, true));
            }
        }
        TrainingSet rft = Rft.samples(5).upTo(30).seed(8).examples(PROBLEMS.take(20), traces(all), ENCODING);
        TrainingSet upft = Upft.prefix(1)
                .structure(0.5)
                .upTo(30)
                .seed(8)
                .labelFilter(5)
                .examples(PROBLEMS.take(20), traces(all), ENCODING);
        assertEquals(
                responses(rft).stream().map(text -> text.charAt(0)).toList(),
                responses(upft).stream().map(text -> text.charAt(0)).toList());
        assertEquals(10, upft.count(Kind.FULL_TRACE));
        assertEquals(Map.of(LeftOut.NOT_CHOSEN, 80), upft.leftOut());
    }

    @Test
    void rftKeepsAllDistinctRightTracesWhereAskedFor() {
        Traces traces = traces(
                trace(0, 0, "a #### 0", true),
                trace(0, 1, "b #### 0", true),
                trace(0, 2, "a #### 0", true),
                trace(0, 3, "c #### 4", true),
                trace(1, 0, "d #### 1", true),
                trace(1, 1, "d #### 1", true),
                trace(1, 2, "d #### 1", true),
                trace(1, 3, "d ####  1", true));
        TrainingSet set = Rft.samples(4).upTo(50).keep(Keep.ALL).examples(PROBLEMS.take(2), traces, ENCODING);
        assertEquals(List.of("a #### 0", "b #### 0", "d #### 1", "d ####  1"), responses(set));
        assertEquals(Map.of(LeftOut.WRONG_ANSWER, 1, LeftOut.REPEATED, 3), set.leftOut());
        assertEquals(8, accountedFor(set));
    }

    @Test
    void examplesOverTheMaximumLengthAreLeftOutAndCountedAndNeverCut() {
        // The prompt is "q0>", the response ten letters and an end token: 14 in all.
        Traces traces = traces(trace(0, 0, "abcdefghij", true), trace(1, 0, "abc", true));
        TrainingSet fits = Sft.upTo(50).maxLength(14).examples(PROBLEMS.take(2), traces, ENCODING);
        assertEquals(2, fits.size());
        TrainingSet set = Sft.upTo(50).maxLength(13).examples(PROBLEMS.take(2), traces, ENCODING);
        assertEquals(List.of("abc"), responses(set));
        assertEquals("1 traces were too long for an example", set.leftOutSummary());
    }

    @Test
    void noExampleIsLongerThanTheContextWhateverTheMaximumLength() {
        Encoding narrow = new Encoding(ENCODING.prompts(), ENCODING.tokenizer(), 13);
        Traces traces = traces(trace(0, 0, "abcdefghij", true), trace(1, 0, "abc", true));
        for (Sft sft : List.of(Sft.upTo(50), Sft.upTo(50).maxLength(500))) {
            assertEquals(
                    Map.of(LeftOut.TOO_LONG, 1),
                    sft.examples(PROBLEMS.take(2), traces, narrow).leftOut());
        }
        // The task template alone is longer than that.
        TrainingSet prefixes = Upft.prefix(2).structure(0).examples(PROBLEMS.take(2), traces, narrow);
        assertTrue(prefixes.isEmpty());
        assertEquals(Map.of(LeftOut.TOO_LONG, 2), prefixes.leftOut());
    }

    @Test
    void rftChoosesAmongTheRightTracesThatAreNotTooLong() {
        Traces traces = traces(trace(0, 0, "long, long #### 0", true), trace(0, 1, "#### 0", true));
        for (int seed = 0; seed < 20; seed++) {
            TrainingSet set =
                    Rft.samples(2).upTo(50).seed(seed).maxLength(12).examples(PROBLEMS.take(1), traces, ENCODING);
            assertEquals(List.of("#### 0"), responses(set));
            assertEquals(Map.of(LeftOut.TOO_LONG, 1), set.leftOut());
        }
    }

    @Test
    void theBillOfALabelFilterIsThatOfAllItsSamples() {
        Traces traces = traces(trace(0, 0, "#### 0", true), trace(0, 1, "#### 1", true));
        TrainingSet set = Upft.prefix(1).labelFilter(2).upTo(40).examples(PROBLEMS.take(1), traces, ENCODING);
        assertEquals(new Bill(14, 0, 1, 0), set.bill());
    }
}
