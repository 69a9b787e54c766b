package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationSettings;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.TrainingSet;
import upft.sampling.SamplingSettings;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.FakeTrainingRun;
import upft.testing.Problems;
import upft.training.TrainingSettings;

class LearningRateSearchTest {
    private static final EvaluationSettings GREEDY =
            EvaluationSettings.defaults().withSamples(0).withMaxTokens(20);

    private final ProblemSet train = Problems.numbered(12);
    private final ProblemSet dev = Problems.numbered(10);
    private final FakeModel base = FakeModel.random();
    private final Map<Double, FakeModel> tuned = new HashMap<>();
    private final Method method = new Method(
            Sft.upTo(80),
            SamplingSettings.defaults(),
            TrainingSettings.defaults().withWarmUpShare(0).withBatchSize(4));

    /** How many of the ten development questions a model answers that was trained at this rate. */
    private Map<Double, Integer> right = Map.of(1e-6, 3, 1e-5, 7, 1e-4, 5);

    @BeforeEach
    void letAccuracyFollowFromTheRate() {
        base.newRun = () -> {
            FakeTrainingRun run = new FakeTrainingRun();
            run.tuned = (name, rates) -> answering(rates.get(rates.size() - 1));
            return run;
        };
    }

    private LanguageModel answering(double rate) {
        FakeModel model = FakeModel.answering(prompt -> {
            int question = Integer.parseInt(prompt.substring(1, prompt.length() - 1));
            return "#### " + (question < right.get(rate) ? question : -1);
        });
        tuned.put(rate, model);
        return model;
    }

    @Test
    void keepsTheRateThatIsBestOnTheDevelopmentProblemsAndClosesTheOthers() {
        LearningRateChoice choice = search(1e-4, 1e-6, 1e-5);
        assertEquals(
                List.of(1e-6, 1e-5, 1e-4),
                choice.trials().stream()
                        .map(LearningRateChoice.Trial::learningRate)
                        .toList());
        assertEquals(
                List.of(0.3, 0.7, 0.5),
                choice.trials().stream()
                        .map(trial -> trial.result().score().greedy().mean())
                        .toList());
        assertEquals(1e-5, choice.kept().orElseThrow().learningRate());
        assertEquals(1e-5, choice.best().tuned().orElseThrow().log().settings().learningRate());
        assertFalse(tuned.get(1e-5).closed);
        assertTrue(tuned.get(1e-6).closed && tuned.get(1e-4).closed);
        assertFalse(base.closed);
        choice.close();
        assertTrue(tuned.get(1e-5).closed);
    }

    @Test
    void ofEqualRatesTheLowestIsKept() {
        right = Map.of(1e-6, 2, 1e-5, 6, 1e-4, 6);
        assertEquals(1e-5, search(1e-4, 1e-5, 1e-6).kept().orElseThrow().learningRate());
    }

    @Test
    void theBillCountsTheKeptRunAndTheSearchIsSaidApart() {
        LearningRateChoice choice = search(1e-6, 1e-5);
        long tokens = choice.best().examples().responseTokens();
        assertEquals(tokens, choice.best().bill().tokensTrained());
        assertEquals(tokens, choice.searchCost().tokensTrained());
        // Each model answers ten questions, with "#### 0" and an end token or, where it is wrong, with one token more.
        assertEquals(20 * 7 + 10, choice.searchCost().tokensSampled());
        assertEquals(1, base.decodings.size(), "the examples were sampled once");
        assertLinesMatch(
                List.of(
                        "  learning rate +greedy +avg@k",
                        "  1\\.0E-6 +30\\.0% ± 15\\.3 +–",
                        "\\* 1\\.0E-5 +70\\.0% ± 15\\.3 +–",
                        "besides the run that was kept: 150 tokens sampled in .*"),
                choice.toString().lines().toList());
    }

    @Test
    void avgAtKDecidesWhereItIsMeasured() {
        Evaluation sampled = new Evaluation(dev, GREEDY.withSamples(2));
        LearningRateChoice choice = search(sampled, Progress.silent(), new CancelToken(), 1e-6, 1e-5);
        LearningRateChoice.Trial kept = choice.kept().orElseThrow();
        assertEquals(kept.result().score().averageAtK(), kept.accuracy());
    }

    @Test
    void aRateThatDivergesIsPassedOverAndItsCostCounted() {
        divergeFrom(1e-4);
        LearningRateChoice choice = search(1e-2, 1e-5, 1e-4);
        assertEquals(1e-5, choice.kept().orElseThrow().learningRate());
        assertEquals(
                List.of(1e-4, 1e-2),
                choice.diverged().stream()
                        .map(LearningRateChoice.Diverged::learningRate)
                        .toList());
        assertTrue(choice.toString().contains("\n  1.0E-4               diverged\n"), choice.toString());
        UserException all = assertThrows(UserException.class, () -> search(1e-2, 1e-4));
        assertTrue(all.getMessage().contains("Give a lower learning rate than 0.01"), all.getMessage());
    }

    private void divergeFrom(double rate) {
        base.newRun = () -> {
            FakeTrainingRun run = new FakeTrainingRun();
            run.norm = step -> run.rates.get(run.rates.size() - 1) < rate ? 1 : Double.NaN;
            run.tuned = (name, rates) -> answering(rates.get(rates.size() - 1));
            return run;
        };
    }

    @Test
    void withNothingToTrainOnNothingIsTried() {
        Method none = new Method(Rft.samples(1), method.sampling(), method.training());
        Traces traces = none.sample(base, train, TraceStore.empty(), Progress.silent(), new CancelToken());
        TrainingSet examples = none.examples(base, train, traces);
        LearningRateChoice choice = new LearningRateSearch(none, List.of(1e-6, 1e-5), new Evaluation(dev, GREEDY))
                .run(base, traces, examples, Progress.silent(), new CancelToken());
        assertTrue(choice.trials().isEmpty() && choice.kept().isEmpty());
        assertTrue(choice.best().tuned().isEmpty());
        assertEquals(Bill.NOTHING, choice.searchCost());
    }

    @Test
    void aSearchThatIsCancelledClosesWhatItMade() {
        CancelToken cancel = new CancelToken();
        List<String> heard = new ArrayList<>();
        Progress cancelling = report -> {
            heard.add(report.activity());
            if (report.activity().equals("learning rate 1.0E-5: evaluating, greedy")) {
                cancel.cancel();
            }
        };
        assertThrows(
                CancelledException.class,
                () -> search(new Evaluation(dev, GREEDY), cancelling, cancel, 1e-6, 1e-5, 1e-4));
        assertEquals(2, tuned.size());
        assertTrue(tuned.values().stream().allMatch(model -> model.closed));
        assertTrue(heard.contains("learning rate 1.0E-6: training"), heard.toString());
    }

    @Test
    void ratesOutOfRangeAreRefusedBeforeAnythingIsTrained() {
        UserException error = assertThrows(UserException.class, () -> search(1e-5, -1));
        assertTrue(error.getMessage().contains("learning rate is -1.0"), error.getMessage());
        assertTrue(base.runs.isEmpty());
        assertThrows(UserException.class, () -> search());
    }

    private LearningRateChoice search(double... rates) {
        return search(new Evaluation(dev, GREEDY), Progress.silent(), new CancelToken(), rates);
    }

    private LearningRateChoice search(Evaluation evaluation, Progress progress, CancelToken cancel, double... rates) {
        Traces traces = method.sample(base, train, TraceStore.empty(), Progress.silent(), new CancelToken());
        TrainingSet examples = method.examples(base, train, traces);
        List<Double> boxed = Arrays.stream(rates).boxed().toList();
        return new LearningRateSearch(method, boxed, evaluation).run(base, traces, examples, progress, cancel);
    }
}
