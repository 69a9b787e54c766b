package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationSettings;
import upft.evaluation.Score;
import upft.recipe.Rft;
import upft.recipe.Sft;
import upft.recipe.TrainingSet;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;
import upft.training.TrainingSettings;
import upft.training.Tuned;

class MethodTest {
    private final ProblemSet problems = Problems.numbered(20);
    private final FakeModel model = FakeModel.answering(prompt -> "so it is #### 3, I think");
    private final SamplingSettings sampling = SamplingSettings.defaults();
    private final TrainingSettings training = TrainingSettings.defaults().withEpochs(2);

    @Test
    void upftSamplesAndTrainsOnPrefixesAlone() {
        MethodRun run = run(new Method(Upft.prefix(4).structure(0.1), sampling, training), TraceStore.empty());
        assertEquals("upft", run.tuned().orElseThrow().model().name());
        // 18 prefixes of 4 tokens, 2 traces of 24 and an end token; trained on for two epochs.
        assertEquals(18 * 4 + 2 * 25, run.bill().tokensSampled());
        assertEquals(2 * run.bill().tokensSampled(), run.bill().tokensTrained());
        assertEquals(20, run.examples().size());
    }

    @Test
    void whatAMethodCostsDoesNotDependOnWhatWasSampledBefore() {
        Method sft = new Method(Sft.upTo(60), sampling, training);
        MethodRun alone = run(sft, TraceStore.empty());
        MethodRun rft = run(new Method(Rft.samples(4).upTo(60), sampling, training), TraceStore.empty());
        int decodings = model.decodings.size();
        MethodRun after = run(sft, TraceStore.empty().with(rft.traces()));
        assertEquals(decodings, model.decodings.size(), "sample 0 of each question is at hand");
        assertEquals(alone.bill().tokensSampled(), after.bill().tokensSampled());
        assertEquals(after.bill().tokensSampled(), after.bill().tokensReused());
        assertEquals(alone.examples().examples(), after.examples().examples());
    }

    @Test
    void rftWithoutACorrectTraceLeavesTheModelUnchangedAndSaysSo() {
        ProblemSet others = new ProblemSet("others", problems.problems().subList(4, 20));
        MethodRun run = new Method(Rft.samples(2).upTo(60), sampling, training)
                .run(model, others, Progress.silent(), new CancelToken());
        assertTrue(run.tuned().isEmpty());
        assertEquals(0, run.bill().tokensTrained());
        assertEquals(2 * 16 * 25, run.bill().tokensSampled());
        assertTrue(
                run.toString()
                        .startsWith(
                                "rft: no example to train on; the model is unchanged: of 32 traces that were sampled 32"
                                        + " ended, and none is left (32 traces had a wrong answer)"),
                run.toString());
        Score score = new Evaluation(others, EvaluationSettings.defaults())
                .of(model, Progress.silent(), new CancelToken())
                .score();
        MethodResult result = run.result(score);
        assertTrue(result.log().isEmpty());
        assertEquals(run.bill(), result.bill());
        run.close();
    }

    @Test
    void theStepsOfARunMakeTheWhole() {
        Method method = new Method(Upft.prefix(4).structure(0.1), sampling, training);
        Progress silent = Progress.silent();
        Traces traces = method.sample(model, problems, TraceStore.empty(), silent, new CancelToken());
        TrainingSet examples = method.examples(model, problems, traces);
        assertTrue(model.runs.isEmpty(), "nothing was trained yet");
        MethodRun run = method.train(model, traces, examples, silent, new CancelToken());
        MethodRun whole = run(method, TraceStore.empty());
        assertEquals(whole.traces().traces(), run.traces().traces());
        assertEquals(whole.examples().examples(), run.examples().examples());
        assertEquals(
                whole.tuned().orElseThrow().log().size(),
                run.tuned().orElseThrow().log().size());
    }

    @Test
    void closingARunClosesItsModelAndNotTheBase() {
        MethodRun run = run(new Method("my run", Sft.upTo(60), sampling, training), TraceStore.empty());
        Tuned tuned = run.tuned().orElseThrow();
        assertEquals("my run", tuned.model().name());
        run.close();
        assertTrue(((FakeModel) tuned.model()).closed);
        assertTrue(!model.closed);
    }

    private MethodRun run(Method method, TraceStore known) {
        return method.run(model, problems, known, Progress.silent(), new CancelToken());
    }
}
