package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.catalog.Models;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.evaluation.EvaluationSettings;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.Placement;
import upft.recipe.Recipe;
import upft.recipe.Sft;
import upft.recipe.Unended;
import upft.recipe.Upft;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.Problems;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;
import upft.training.Tuned;

/** The whole method on the real engine, with a tiny model of random weights. */
class RealModelTest {
    private static final String TINY = "src/test/resources/upft/model/tiny-tied";

    private static final ProblemSet PROBLEMS = Problems.numbered(12);
    private static final SamplingSettings SAMPLING = SamplingSettings.defaults().withTemperature(1);
    private static LanguageModel model;

    @BeforeAll
    static void load() {
        model = Models.load(TINY);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aTraceIsTheSameWhateverTheBatch() {
        List<SampleRequest> requests = PROBLEMS.problems().stream()
                .map(problem -> new SampleRequest(problem, 3, 24))
                .toList();
        Traces wide = sample(SAMPLING, requests);
        Traces narrow = sample(SAMPLING.withBatchSize(5), requests);
        for (int i = 0; i < wide.size(); i++) {
            assertArrayEquals(wide.get(i).ids(), narrow.get(i).ids());
            assertArrayEquals(wide.get(i).logProbs(), narrow.get(i).logProbs(), 1e-4f);
        }
    }

    @Test
    void aTraceIsTheSameHoweverLittleMemoryThereIsForKeysAndValues() {
        List<SampleRequest> requests = PROBLEMS.problems().stream()
                .map(problem -> new SampleRequest(problem, 3, 24))
                .toList();
        Traces plenty = sample(SAMPLING, requests);
        try (LanguageModel tight = Models.load(TINY, Placement.AUTO.withCacheBytes(100_000))) {
            Traces few = new Sampler(tight, SAMPLING).sample(requests, Progress.silent(), new CancelToken());
            for (int i = 0; i < plenty.size(); i++) {
                assertArrayEquals(plenty.get(i).ids(), few.get(i).ids());
            }
        }
        try (LanguageModel none = Models.load(TINY, Placement.AUTO.withCacheBytes(100))) {
            Sampler sampler = new Sampler(none, SAMPLING);
            UserException refused = assertThrows(
                    UserException.class, () -> sampler.sample(requests, Progress.silent(), new CancelToken()));
            assertTrue(refused.getMessage().contains("allow more memory"), refused.getMessage());
        }
    }

    @Test
    void aPrefixIsTheBeginningOfTheFullTraceOfTheSameSeed() {
        Traces full = sample(SAMPLING, Sft.upTo(30).plan(PROBLEMS));
        Traces prefixes = sample(SAMPLING, Upft.prefix(6).structure(0).plan(PROBLEMS));
        for (int i = 0; i < PROBLEMS.size(); i++) {
            Trace expected = full.get(i).cut(6, model.tokenizer());
            assertArrayEquals(expected.ids(), prefixes.get(i).ids());
            assertEquals(expected.text(), prefixes.get(i).text());
        }
    }

    @Test
    void logProbsAreThoseOfTheForwardPass() {
        Trace trace = sample(SAMPLING, Sft.upTo(10).plan(PROBLEMS.take(1))).get(0);
        int[] all = new int[trace.promptIds().length + trace.length()];
        System.arraycopy(trace.promptIds(), 0, all, 0, trace.promptIds().length);
        System.arraycopy(trace.ids(), 0, all, trace.promptIds().length, trace.length());
        float[][] logits = model.logits(all);
        for (int i = 0; i < trace.length(); i++) {
            float[] row = logits[trace.promptIds().length + i - 1];
            double total = 0;
            for (float logit : row) {
                total += Math.exp(logit);
            }
            assertEquals(row[trace.ids()[i]] - Math.log(total), trace.logProbs()[i], 1e-4);
        }
    }

    @Test
    void trainingLearnsItsExamplesAndLeavesTheBaseAsItWas(@TempDir Path directory) {
        float[][] before = model.logits(new int[] {1, 2, 3});
        Recipe recipe =
                Upft.prefix(4).structure(0.25).upTo(24).unended(Unended.KEEP).template(" step?");
        TrainingSettings training = TrainingSettings.defaults()
                .withLearningRate(1e-2)
                .withEpochs(20)
                .withBatchSize(6);
        try (MethodRun run = run(recipe, training)) {
            Tuned tuned = run.tuned().orElseThrow();
            List<TrainingStep> steps = tuned.log().steps();
            assertEquals(40, steps.size());
            double first = (steps.get(0).loss() + steps.get(1).loss()) / 2;
            double last = (steps.get(38).loss() + steps.get(39).loss()) / 2;
            assertTrue(last < first - 1, first + " to " + last);
            assertArrayEquals(before, model.logits(new int[] {1, 2, 3}));
            assertEquals(20 * run.examples().responseTokens(), run.bill().tokensTrained());
            tuned.model().save(directory.resolve("tuned"));
            try (LanguageModel again = Models.load(directory.resolve("tuned").toString())) {
                assertArrayEquals(tuned.model().logits(new int[] {1, 2, 3}), again.logits(new int[] {1, 2, 3}));
            }
        }
    }

    @Test
    void gradientAccumulationChangesNothingButRounding() {
        Recipe recipe =
                Upft.prefix(6).structure(0.5).upTo(20).unended(Unended.KEEP).template("");
        TrainingSettings whole = TrainingSettings.defaults()
                .withLearningRate(1e-3)
                .withEpochs(3)
                .withBatchSize(12)
                .withMicroBatchTokens(4000);
        try (MethodRun one = run(recipe, whole);
                MethodRun pieces = run(recipe, whole.withMicroBatchTokens(1))) {
            List<TrainingStep> a = one.tuned().orElseThrow().log().steps();
            List<TrainingStep> b = pieces.tuned().orElseThrow().log().steps();
            for (int i = 0; i < a.size(); i++) {
                assertEquals(a.get(i).loss(), b.get(i).loss(), 1e-4);
                assertEquals(a.get(i).gradientNorm(), b.get(i).gradientNorm(), 1e-3);
            }
        }
    }

    @Test
    void theSameRunGivesTheSameModel() {
        Recipe recipe = Sft.upTo(12).unended(Unended.KEEP);
        TrainingSettings training =
                TrainingSettings.defaults().withLearningRate(1e-3).withBatchSize(4);
        try (MethodRun one = run(recipe, training);
                MethodRun two = run(recipe, training)) {
            assertEquals(one.traces().traces(), two.traces().traces());
            int[] ids = {1, 2, 3, 4};
            assertArrayEquals(
                    one.tuned().orElseThrow().model().logits(ids),
                    two.tuned().orElseThrow().model().logits(ids));
        }
    }

    @Test
    void anEvaluationRunsToItsEnd() {
        EvaluationSettings settings =
                EvaluationSettings.defaults().withMaxTokens(16).withSamples(2);
        EvaluationResult result = new Evaluation(PROBLEMS, settings).of(model, Progress.silent(), new CancelToken());
        assertEquals(12, result.greedy().size());
        assertEquals(24, result.samples().size());
        assertTrue(result.score().bill().tokensSampled() > 0);
    }

    private static MethodRun run(Recipe recipe, TrainingSettings training) {
        return new Method(recipe, SAMPLING, training).run(model, PROBLEMS, Progress.silent(), new CancelToken());
    }

    private static Traces sample(SamplingSettings settings, List<SampleRequest> requests) {
        return new Sampler(model, settings).sample(requests, Progress.silent(), new CancelToken());
    }
}
