package upft.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;
import upft.model.OptimizerSettings;
import upft.model.TrainingRow;
import upft.model.TrainingRun;
import upft.recipe.LeftOut;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.FakeTrainingRun;

class TrainerTest {
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(4).withLearningRate(1e-3).withWarmUpShare(0);

    private final FakeModel base = FakeModel.random();

    @Test
    void everyExampleIsSeenOnceAnEpochInAnOrderOfTheSeed() {
        FakeTrainingRun run = trained(SETTINGS.withEpochs(2), 10);
        List<List<Integer>> batches = batches(run);
        assertEquals(List.of(4, 4, 2, 4, 4, 2), batches.stream().map(List::size).toList());
        List<Integer> first = flat(batches.subList(0, 3));
        List<Integer> second = flat(batches.subList(3, 6));
        Set<Integer> all = new TreeSet<>(IntStream.range(0, 10).boxed().toList());
        assertEquals(all, new TreeSet<>(first));
        assertEquals(all, new TreeSet<>(second));
        assertNotEquals(first, second);
        assertEquals(batches, batches(trained(SETTINGS.withEpochs(2), 10)));
        assertNotEquals(batches, batches(trained(SETTINGS.withEpochs(2).withSeed(1), 10)));
    }

    @Test
    void aNumberOfStepsGoesBeforeTheEpochsAndMayBreakTheLastPassOff() {
        TrainingSettings four = SETTINGS.withEpochs(5).withSteps(4);
        List<List<Integer>> batches = batches(trained(four, 10));
        assertEquals(batches(trained(SETTINGS.withEpochs(2), 10)).subList(0, 4), batches);
        assertEquals(4, four.stepCount(10));
        assertEquals(14, four.examplesSeen(10));
        assertEquals(15, SETTINGS.withEpochs(5).stepCount(10));
        assertEquals(50, SETTINGS.withEpochs(5).examplesSeen(10));
        List<Progress.Report> heard = new ArrayList<>();
        train(new FakeTrainingRun(), four, 10, heard::add);
        assertTrue(heard.get(heard.size() - 1).detail().startsWith("step 4 of 4, loss 1.0000,"));
        assertTrue(heard.get(heard.size() - 1).finished());
    }

    @Test
    void theModelThatWasTrainedIsNewAndTheBaseStaysOpen() {
        Tuned tuned = new Trainer(base, SETTINGS).train("tuned", set(10), Progress.silent(), new CancelToken());
        assertEquals("tuned", tuned.model().name());
        assertEquals(3, tuned.log().size());
        assertEquals(10 * 2, tuned.bill().tokensTrained());
        assertTrue(base.runs.get(0).closed);
        assertFalse(base.closed);
        tuned.close();
        assertTrue(((FakeModel) tuned.model()).closed);
    }

    @Test
    void stepsAreRecordedWithTheWholeBatchsLoss() {
        FakeTrainingRun run = new FakeTrainingRun();
        run.loss = step -> step * 0.25;
        // Two micro-batches a batch of four, as each example has 3 tokens.
        TrainingLog log = train(run, SETTINGS.withMicroBatchTokens(6).withWarmUpShare(0.5), 8, report -> {});
        assertEquals(
                List.of(0.5, 1.0), log.steps().stream().map(TrainingStep::loss).toList());
        assertEquals(
                List.of(0.5, 0.5),
                log.steps().stream().map(TrainingStep::gradientNorm).toList());
        assertEquals(
                List.of(1e-3, 1e-3),
                log.steps().stream().map(TrainingStep::learningRate).toList());
        assertEquals(
                List.of(0.5, 1.0), log.steps().stream().map(TrainingStep::epoch).toList());
        assertEquals(8, log.steps().get(0).tokens());
        assertEquals(List.of(1e-3, 1e-3), run.rates);
    }

    @Test
    void aStepThatIsNotFiniteIsLeftOutAndCounted() {
        FakeTrainingRun run = new FakeTrainingRun();
        run.loss = step -> step == 2 ? Double.NaN : 1;
        run.norm = step -> step == 4 ? Double.POSITIVE_INFINITY : 0.5;
        TrainingLog log = train(run, SETTINGS, 20, report -> {});
        assertEquals(
                List.of(1, 3, 5), log.steps().stream().map(TrainingStep::step).toList());
        assertEquals(2, log.skipped());
        assertEquals(1, run.discarded, "a loss that is not finite is not applied");
    }

    @Test
    void threeStepsInARowThatAreNotFiniteEndTheTraining() {
        FakeTrainingRun run = new FakeTrainingRun();
        run.norm = step -> step >= 2 ? Double.NaN : 1;
        UserException error = assertThrows(UserException.class, () -> train(run, SETTINGS, 20, report -> {}));
        assertTrue(error.getMessage().startsWith("Training run stopped at step 4:"), error.getMessage());
        assertTrue(
                error.getMessage().matches("(?s).*that of n/\\d+, n/\\d+, n/\\d+, n/\\d+\\..*0\\.001.*"),
                error.getMessage());
    }

    @Test
    void twoInARowDoNot() {
        FakeTrainingRun run = new FakeTrainingRun();
        run.norm = step -> step % 3 == 0 ? 1 : Double.NaN;
        assertEquals(6, train(run, SETTINGS, 36, report -> {}).skipped());
    }

    @Test
    void aCancelledTrainingStopsBetweenMicroBatchesAndLeavesNoModel() {
        CancelToken cancel = new CancelToken();
        Trainer trainer = new Trainer(base, SETTINGS.withMicroBatchTokens(3));
        assertThrows(CancelledException.class, () -> trainer.train("x", set(8), report -> cancel.cancel(), cancel));
        FakeTrainingRun run = base.runs.get(0);
        assertTrue(run.closed);
        assertTrue(run.steps.isEmpty(), "the step under way was not applied");
    }

    @Test
    void aTrainingThatIsCancelledAfterAStepGivesTheModelOfThatStepAndDropsTheNextWhole() {
        CancelToken cancel = new CancelToken();
        Trainer trainer = new Trainer(base, SETTINGS.withMicroBatchTokens(3).withEpochs(2));
        base.beforeTraining = run -> run.loss = step -> {
            if (step == 3) {
                cancel.cancel();
            }
            return 1;
        };
        Tuned tuned = trainer.train("half", set(8), Progress.silent(), cancel);
        FakeTrainingRun run = base.runs.get(0);
        assertEquals(2, run.rates.size());
        assertEquals(1, run.discarded, "one example of the third batch had been seen");
        assertEquals(Optional.of("interrupted"), tuned.stopped());
        assertEquals(2, tuned.step());
        assertEquals("half", tuned.model().name());
        assertEquals(2 * 8, tuned.bill().tokensTrained());
        assertEquals(
                "half: 2 of 4 steps, 16 tokens, loss 4.0000 to 4.0000",
                tuned.log().toString());
        assertTrue(run.closed);
    }

    @Test
    void aStepThatHasBegunToBeAppliedIsMadeAlthoughTheThreadIsInterrupted() {
        base.beforeTraining = run -> run.norm = step -> {
            Thread.currentThread().interrupt();
            return 1;
        };
        Tuned tuned = new Trainer(base, SETTINGS).train("x", set(8), Progress.silent(), new CancelToken());
        assertEquals(2, tuned.log().size());
        assertFalse(Thread.currentThread().isInterrupted(), "the thread that applies is another");
    }

    @Test
    void progressCountsExamples() {
        List<Progress.Report> heard = new ArrayList<>();
        train(new FakeTrainingRun(), SETTINGS.withEpochs(3), 10, heard::add);
        Progress.Report last = heard.get(heard.size() - 1);
        assertEquals("training", last.activity());
        assertEquals(30, last.done());
        assertTrue(last.finished());
        assertTrue(
                last.detail()
                        .matches("step 9 of 9, loss 1.0000, learning rate 0.00100, gradient norm 0.500, .* tokens/s"),
                last.detail());
    }

    @Test
    void anEmptySetIsRefusedWithTheReason() {
        TrainingSet empty = new TrainingSet("rft", List.of(), 5, Map.of(LeftOut.WRONG_ANSWER, 80), Bill.NOTHING, "");
        UserException error = assertThrows(UserException.class, () -> new Trainer(base, SETTINGS)
                .train("rft", empty, Progress.silent(), new CancelToken()));
        assertTrue(
                error.getMessage().startsWith("There is no example to train on (80 traces had a wrong answer)."),
                error.getMessage());
        assertTrue(base.runs.isEmpty());
    }

    @Test
    void anExampleLongerThanTheContextIsNamedBeforeTraining() {
        FakeModel narrow = new FakeModel("narrow", 2, FakeModel.RANDOM_LETTERS);
        UserException error = assertThrows(UserException.class, () -> new Trainer(narrow, SETTINGS)
                .train("x", set(1), Progress.silent(), new CancelToken()));
        assertTrue(error.getMessage().startsWith("The training example of n/0 has 3 tokens"), error.getMessage());
        assertTrue(narrow.runs.isEmpty());
    }

    @Test
    void savedLogsLoadEqual(@TempDir Path directory) {
        TrainingLog log = train(new FakeTrainingRun(), SETTINGS, 10, report -> {});
        log.save(directory.resolve("log.jsonl"));
        assertEquals(log, TrainingLog.load(directory.resolve("log.jsonl")));
        assertEquals("run: 3 steps, 20 tokens, loss 1.0000 to 1.0000", log.toString());
    }

    @Test
    void defaultsAreThePapers() {
        TrainingSettings defaults = TrainingSettings.defaults();
        assertEquals(1e-6, defaults.learningRate());
        assertEquals(64, defaults.batchSize());
        assertEquals(0.03, defaults.warmUpShare());
        assertEquals(new OptimizerSettings(0.9, 0.95, 1e-8, 0, 1), defaults.optimizer());
        assertEquals(LossAverage.EXAMPLES, defaults.average());
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        Map<String, Runnable> refused = Map.of(
                "learning rate is 0.0", () -> SETTINGS.withLearningRate(0),
                "learning rate is NaN", () -> SETTINGS.withLearningRate(Double.NaN),
                "epochs is 0", () -> SETTINGS.withEpochs(0),
                "steps is -1", () -> SETTINGS.withSteps(-1),
                "batch size is -3", () -> SETTINGS.withBatchSize(-3),
                "micro-batch is -1", () -> SETTINGS.withMicroBatchTokens(-1),
                "warm-up share is 2.0", () -> SETTINGS.withWarmUpShare(2));
        refused.forEach((part, action) -> {
            UserException error = assertThrows(UserException.class, action::run);
            assertTrue(error.getMessage().contains(part), error.getMessage());
        });
    }

    /** Examples of one prompt and two response tokens; the prompt token says which it is. */
    private static TrainingSet set(int size) {
        return TrainingSet.of(
                "test",
                IntStream.range(0, size)
                        .mapToObj(i -> new TrainingExample(
                                "n/" + i, TrainingExample.Kind.PREFIX, new int[] {i}, new int[] {7, 8}))
                        .toList());
    }

    private static FakeTrainingRun trained(TrainingSettings settings, int examples) {
        FakeTrainingRun run = new FakeTrainingRun();
        train(run, settings, examples, report -> {});
        return run;
    }

    private static TrainingLog train(
            TrainingRun run, TrainingSettings settings, int examples, Consumer<Progress.Report> heard) {
        int budget = settings.microBatchTokens() == 0 ? 1000 : settings.microBatchTokens();
        TrainingLoop loop = new TrainingLoop(
                "run",
                run,
                set(examples).examples(),
                settings,
                budget,
                TrainingOptions.NONE,
                heard::accept,
                new CancelToken());
        loop.train();
        return loop.log();
    }

    private static List<List<Integer>> batches(FakeTrainingRun run) {
        return run.steps.stream()
                .map(step -> step.stream()
                        .flatMap(List::stream)
                        .map(TrainerTest::number)
                        .collect(Collectors.toList()))
                .toList();
    }

    private static int number(TrainingRow row) {
        return row.ids()[0];
    }

    private static List<Integer> flat(List<List<Integer>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }
}
