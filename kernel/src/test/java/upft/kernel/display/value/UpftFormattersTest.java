package upft.kernel.display.value;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import upft.data.Dataset;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.evaluation.Estimate;
import upft.evaluation.EvaluationResult;
import upft.evaluation.GradedTrace;
import upft.evaluation.Score;
import upft.experiment.Comparison;
import upft.experiment.LearningRateChoice;
import upft.experiment.MethodResult;
import upft.experiment.MethodRun;
import upft.kernel.display.Renderer;
import upft.model.DecodingSettings;
import upft.recipe.LeftOut;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

class UpftFormattersTest {
    private static final String NASTY = "it's </script><b>\"bold\"</b> & more";
    private static final String ESCAPED = "it&#39;s &lt;/script&gt;&lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; more";

    private static final Problem PROBLEM = new Problem("demo/train/0", NASTY, "#### 4");
    private static final Trace TRACE = new Trace(
            PROBLEM,
            1,
            new int[] {1},
            new int[] {2, 3},
            NASTY,
            new float[] {-0.5f, -0.75f},
            new float[] {-0.25f, -0.125f},
            Trace.End.LENGTH);
    private static final Score SCORE = new Score(
            NASTY,
            "demo/test",
            1_000,
            new Estimate(0.5, 0.0158),
            new Estimate(0.542, 0.016),
            16,
            0.995,
            0.004,
            Bill.NOTHING);

    private static final TrainingLog LOG = new TrainingLog(
            "upft",
            TrainingSettings.defaults(),
            IntStream.rangeClosed(1, 30)
                    .mapToObj(i -> new TrainingStep(i, i / 30.0, 1.0 / i, 2, 1e-6, 10, 1_234))
                    .toList(),
            2);

    private final Renderer renderer = Renderer.standard();

    private String html(Object value) {
        return renderer.render(value).data().get("text/html");
    }

    private void assertContains(Object value, String... parts) {
        String html = html(value);
        assertAll(Stream.of(parts).map(part -> () -> assertTrue(html.contains(part), part + " is not in " + html)));
    }

    @Test
    void accuraciesAreInPercentWithTheirStandardError() {
        assertContains(new Estimate(0.542, 0.016), "54.2% ± 1.6");
        assertContains(new Estimate(0.5, Double.NaN), ">50.0% ± ?<");
        assertContains(Estimate.UNKNOWN, "–");
        assertContains(SCORE, ESCAPED, "avg@16", "54.2% ± 1.6", "50.0% ± 1.6", "99.5%", "0.4%", "1,000 questions");
    }

    @Test
    void aComparisonHasARowForEachMethod() {
        Comparison comparison = Comparison.of(
                new MethodResult("base", SCORE, Bill.NOTHING, Optional.empty()),
                new MethodResult("upft", SCORE, new Bill(12_345, 678, 9.87, 6.54), Optional.of(LOG)));

        assertContains(comparison, ">base<", ">upft<", "12,345", ">678<", ">9.9<", ">6.5<", "54.2% ± 1.6", "k = 16");
        assertContains(comparison, ">–</td><td style=\"text-align:right;white-space:nowrap\">0.0<", ">30<", ">1.0E-6<");
        assertContains(Comparison.empty(), "no result yet");
        assertEquals(comparison.toString(), renderer.render(comparison).data().get("text/plain"));
    }

    @Test
    void aChoiceOfLearningRatesMarksTheKeptOneAndSaysWhatTheSearchCost() {
        EvaluationResult result = new EvaluationResult(SCORE, List.of(), List.of());
        TrainingSet set = TrainingSet.of("upft", List.of());
        Traces none = new Traces("demo", Optional.empty(), List.of(), Bill.NOTHING);
        LearningRateChoice choice = new LearningRateChoice(
                List.of(
                        new LearningRateChoice.Trial(1e-6, result, Bill.training(77, 1)),
                        new LearningRateChoice.Trial(1e-5, result, Bill.training(78, 1))),
                List.of(new LearningRateChoice.Diverged(1e-2, Bill.training(5, 1))),
                new MethodRun("upft", none, set, Optional.empty()));

        assertContains(
                choice,
                "Learning rates of upft",
                ">1.0E-6<",
                "54.2% ± 1.6",
                "83 trained on",
                ">diverged<",
                "1 standard error");
        assertEquals(1, html(choice).split(">kept<", -1).length - 1);
    }

    @Test
    void aBillSaysWhatWasReused() {
        assertContains(Bill.reused(40, 1), ">40<", "40 of the sampled tokens were at hand already");
        assertFalse(html(Bill.sampling(40, 1)).contains("at hand"));
    }

    @Test
    void problemsShowQuestionAndAnswerEscaped() {
        ProblemSet set = new ProblemSet(
                "demo",
                IntStream.range(0, 7)
                        .mapToObj(i -> new Problem("p" + i, i + " " + NASTY, "#### " + i))
                        .toList());

        assertContains(PROBLEM, ESCAPED, "#### 4", "demo/train/0");
        assertContains(set, "demo: 7 problems", "0 " + ESCAPED, "… 2 more problems");
        assertContains(
                new Dataset(
                        "demo",
                        set.take(3),
                        new ProblemSet("dev", List.of()),
                        new ProblemSet("test", List.of(PROBLEM))),
                ">train<",
                ">3<",
                ESCAPED);
    }

    @Test
    void tracesShowTheirTextsEscaped() {
        Traces traces = new Traces(
                "demo",
                new SamplingSettings(new DecodingSettings(0.7, 0, 1), 42, 8),
                java.util.Collections.nCopies(8, TRACE),
                Bill.sampling(16, 2));

        assertContains(TRACE, ESCAPED, "2, cut", "-1.25", "-0.38", "demo/train/0 #1");
        assertContains(traces, "8 traces from demo: 16 tokens, 2.0 a trace, 0.0% ended", ESCAPED, "… 3 more traces");
        assertContains(new GradedTrace(TRACE, Optional.of("<4>"), false), "&lt;4&gt;", ">wrong<", "#### 4");
        assertContains(traces.prefixes(1), "8 (50.0%)", "8.00");
    }

    @Test
    void tracesThatWereBroughtInSaySoAndThatTheirLogProbabilitiesAreUnknown() {
        Trace brought = new Trace(
                PROBLEM,
                0,
                new int[] {1},
                new int[] {2},
                NASTY,
                new float[0],
                new float[0],
                Trace.End.END_TOKEN,
                Trace.Origin.TEXT);
        Traces traces = new Traces("teacher.jsonl", Optional.empty(), List.of(brought), Bill.NOTHING);

        assertContains(brought, "brought in as text", "unknown");
        assertContains(
                traces, "1 traces from teacher.jsonl", "ended, brought in as text", "brought in, none sampled here");
    }

    @Test
    void trainingShowsExamplesLeftOutTracesAndTheEndsOfTheLog() {
        TrainingSet set = new TrainingSet(
                "rft",
                List.of(new TrainingExample("p", TrainingExample.Kind.PREFIX, new int[3], new int[8])),
                4,
                Map.of(LeftOut.WRONG_ANSWER, 15),
                Bill.sampling(99, 1),
                "");
        assertContains(
                set, "rft: 1 examples from 4 problems", ">prefix<", ">3<", ">8<", "15 traces had a wrong answer");
        assertContains(
                LOG, "upft: 30 steps", "1.0000", "0.0333", "20 steps between are not shown; 2 skipped", "1.00e-06");
        assertFalse(html(LOG).contains(">15<"));
    }
}
