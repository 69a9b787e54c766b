package upft.kernel.magic.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import upft.data.Dataset;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.evaluation.EvaluationSettings;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.Problems;
import upft.training.TrainingSettings;

class SessionTest {
    private static final ProblemSet ALL = Problems.numbered(30);

    private final Session session = new Session(Path.of(""), Path.of(""));
    private final FakeModel base = FakeModel.random();

    @Test
    void whatIsMissingIsSaidWithTheMagicThatMakesIt() {
        assertEquals(
                "There is no model yet. Run %model demo, or %model DIRECTORY.",
                assertThrows(UserException.class, session::model).getMessage());
        assertEquals(
                "There is no data set yet. Run %dataset demo, or %dataset PATH.",
                assertThrows(UserException.class, session::dataset).getMessage());
        assertEquals(
                "There are no traces yet. Run %sample.",
                assertThrows(UserException.class, session::traces).getMessage());
    }

    @Test
    void unknownNameComesWithTheKnownOnes() {
        session.use(base);
        session.add(run("upft"));
        assertEquals(
                "There is no model utfp. Did you mean upft? There are: base, upft.",
                assertThrows(UserException.class, () -> session.model("utfp")).getMessage());
    }

    @Test
    void anotherModelClosesTheOldOneAndAllThatWasMadeWithIt() {
        session.use(base);
        MethodRun run = run("upft");
        session.add(run);
        session.use(FakeModel.random());
        assertTrue(base.closed);
        assertTrue(closed(run));
        assertEquals(List.of("base"), session.names());
        assertEquals(Optional.empty(), session.lastTraces());
        assertEquals(0, session.known().size());
    }

    @Test
    void runOfTheSameNameIsReplacedAndClosed() {
        session.use(base);
        MethodRun first = run("upft");
        MethodRun second = run("upft");
        session.add(first);
        session.add(second);
        assertTrue(closed(first));
        assertFalse(closed(second));
        assertSame(second.tuned().orElseThrow().model(), session.model("upft"));
        assertFalse(base.closed);
    }

    @Test
    void newRunHasNoScoreYet() {
        session.use(base);
        session.add(run("upft"));
        session.add("upft", plan(10), score(10));
        session.add(run("upft"));
        assertTrue(session.scores().isEmpty());
    }

    @Test
    void onlyScoresOfOnePlanAreCompared() {
        session.use(base);
        session.add(run("upft"));
        session.add("base", plan(10), score(10));
        session.add("upft", plan(20), score(20));
        assertEquals(
                List.of("upft"),
                session.comparison().results().stream().map(r -> r.method()).toList());
        session.add("base", plan(20), score(20));
        assertEquals(
                List.of("base", "upft"),
                session.comparison().results().stream().map(r -> r.method()).toList());
    }

    @Test
    void comparisonHasTheCostOfEachMethodAndNoneForTheBase() {
        session.use(base);
        MethodRun run = run("upft");
        session.add(run);
        session.add("base", plan(10), score(10));
        session.add("upft", plan(10), score(10));
        assertEquals(0, session.comparison().results().get(0).bill().tokens());
        assertEquals(run.bill(), session.comparison().results().get(1).bill());
    }

    @Test
    void otherDataDropsTracesAndScoresButKeepsModels() {
        session.use(base);
        session.use(dataset(10));
        session.add(run("upft"));
        session.add("base", plan(10), score(10));
        session.use(dataset(10));
        assertTrue(session.lastTraces().isPresent(), "the same data again changes nothing");
        assertFalse(session.scores().isEmpty());
        session.use(dataset(5));
        assertTrue(session.lastTraces().isEmpty());
        assertTrue(session.scores().isEmpty());
        assertEquals(List.of("base", "upft"), session.names());
    }

    @Test
    void prefixOutlivesTheModel() {
        session.prefix(16);
        session.use(base);
        assertEquals(16, session.settings().prefix());
        session.use(FakeModel.random());
        assertEquals(16, session.settings().prefix());
    }

    @Test
    void settingsFitIntoTheContextOfAShortModel() {
        session.use(new FakeModel("short", 60, FakeModel.RANDOM_LETTERS));
        assertEquals(60, session.settings().maxTokens());
        assertEquals(60, session.settings().evaluation().maxTokens());
    }

    @Test
    void closingClosesEveryModel() {
        session.use(base);
        MethodRun run = run("upft");
        session.add(run);
        session.close();
        assertTrue(base.closed);
        assertTrue(closed(run));
    }

    private MethodRun run(String name) {
        return new Method(name, Upft.prefix(4), SamplingSettings.defaults(), TrainingSettings.defaults())
                .run(base, ALL.take(10), Progress.silent(), new CancelToken());
    }

    private static boolean closed(MethodRun run) {
        LanguageModel model = run.tuned().orElseThrow().model();
        return ((FakeModel) model).closed;
    }

    private static EvaluationPlan plan(int questions) {
        return new EvaluationPlan(ALL.take(questions), EvaluationSettings.defaults());
    }

    private static EvaluationResult score(int questions) {
        EvaluationPlan plan = plan(questions);
        return new Evaluation(plan.problems(), plan.settings())
                .of(FakeModel.random(), Progress.silent(), new CancelToken());
    }

    private static Dataset dataset(int train) {
        ProblemSet.Split split = ALL.splitCount(train, 1);
        ProblemSet.Split rest = split.rest().splitCount(5, 1);
        return new Dataset("numbered", split.first(), rest.first(), rest.rest());
    }
}
