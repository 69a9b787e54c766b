package upft.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.io.UserException;
import upft.model.TrainingRow;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.FakeTrainingRun;

class CheckpointsTest {
    private static final Identity IDENTITY = new Identity(Map.of("model", "demo", "training.learningRate", "1e-5"));
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(3).withEpochs(3).withLearningRate(1e-3);
    private static final int STEPS = 12;

    @TempDir
    private Path directory;

    private final FakeModel base = FakeModel.random();

    @Test
    void aTrainingGoesOnFromItsCheckpointWithTheBatchesAndRatesThatWereLeft() {
        train(TrainingOptions.NONE, new CancelToken());
        FakeTrainingRun whole = base.runs.get(0);
        Tuned stopped = trainUpTo(7, options().every(2));
        assertEquals(Optional.of("interrupted"), stopped.stopped());
        assertEquals(7, stopped.step());

        Tuned resumed = train(options(), new CancelToken());

        FakeTrainingRun second = base.runs.get(2);
        assertEquals(7, second.restored);
        assertEquals(problems(whole.steps.subList(7, STEPS)), problems(second.steps));
        assertEquals(whole.rates.subList(7, STEPS), second.rates);
        assertEquals(
                IntStream.rangeClosed(1, STEPS).boxed().toList(),
                resumed.log().steps().stream().map(TrainingStep::step).toList());
        assertEquals(30 * 2, resumed.bill().tokensTrained());
        assertTrue(resumed.bill().secondsTraining() >= stopped.bill().secondsTraining());
    }

    @Test
    void onlyTheLastIsKept() throws IOException {
        List<List<String>> seen = new ArrayList<>();
        train(options().every(3).heardBy(after(step -> seen.add(entries()))), new CancelToken());
        assertEquals(List.of(), seen.get(2));
        assertEquals(List.of("step-00000003"), seen.get(5));
        assertEquals(List.of("step-00000009"), entries(), "none after the last step: the model itself is there");
    }

    @Test
    void theBestIsKeptBesideTheLastAndCanBeTheResult() throws IOException {
        double[] marks = {0.2, 0.5, 0.4, 0.5};
        TrainingOptions options = options()
                .options()
                .examined((model, step, progress, cancel) -> exam(step, marks[step / 3 - 1]), 3)
                .keeping(Kept.BEST);
        Tuned tuned = train(options, new CancelToken());
        assertEquals(List.of("step-00000006-examined", "step-00000012-examined"), entries());
        assertEquals(6, tuned.step());
        assertEquals(6, base.runs.get(0).restored);
        assertEquals(4, tuned.log().exams().size());
        assertEquals(0.5, tuned.log().best().get().mark());
    }

    @Test
    void anExamThatWasInterruptedIsHeldAfterTheResume() {
        CancelToken cancel = new CancelToken();
        List<Integer> examined = new ArrayList<>();
        Examiner examiner = (model, step, progress, token) -> {
            examined.add(step);
            if (step == 6 && examined.size() == 2) {
                cancel.cancel();
            }
            token.throwIfCancelled();
            return exam(step, 0.5);
        };
        TrainingOptions options = options().options().examined(examiner, 3);
        assertEquals(6, train(options, cancel).step());
        Tuned resumed = train(options, new CancelToken());
        assertEquals(List.of(3, 6, 6, 9, 12), examined);
        assertEquals(
                List.of(3, 6, 9, 12),
                resumed.log().exams().stream().map(Exam::step).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.safetensors", "log.jsonl", "checkpoint.json"})
    void aHalfWrittenOrDamagedOneIsPassedOver(String file) throws IOException {
        Path older = kept(3);
        Path newer = kept(5);
        assertEquals(5, checkpoints().latest().get().position().step());
        byte[] content = Files.readAllBytes(newer.resolve(file));
        byte[] changed = content.clone();
        changed[content.length / 2] ^= 1;
        List<byte[]> damages = new ArrayList<>(List.of(new byte[0], Arrays.copyOf(content, content.length - 1)));
        if (!file.equals("checkpoint.json")) {
            damages.add(changed);
        }
        for (byte[] damage : damages) {
            Files.write(newer.resolve(file), damage);
            assertEquals(3, checkpoints().latest().get().position().step());
        }
        Files.delete(newer.resolve(file));
        assertEquals(older, checkpoints().latest().get().directory());
    }

    @Test
    void oneThatWasBeingWrittenWhenTheProcessDiedIsNoneAndIsSweptAway() throws IOException {
        Path whole = kept(3);
        Path partial = Files.createDirectories(directory.resolve(".step-00000009.1234.partial"));
        Files.copy(whole.resolve("checkpoint.json"), partial.resolve("checkpoint.json"));
        assertEquals(3, checkpoints().latest().get().position().step());
        assertEquals(List.of("step-00000003"), entries());
    }

    @Test
    void oneOfAnotherTrainingIsRefusedWithBothValues() {
        trainUpTo(4, options().every(2));
        Identity other = IDENTITY.with("training.learningRate", "1e-6");
        TrainingOptions options = TrainingOptions.NONE.savedIn(Checkpoints.in(directory, other));
        String message = assertThrows(UserException.class, () -> train(options, new CancelToken()))
                .getMessage();
        assertTrue(message.contains("\n  training.learningRate: 1e-6; in the checkpoint: 1e-5\n"), message);
    }

    @Test
    void whereOneCannotBeWrittenTheOneBeforeStaysAndTheModelIsThere() throws IOException {
        base.beforeTraining = run -> run.saving = step -> {
            if (step > 5) {
                throw new IOException("No space left on device");
            }
        };
        Tuned tuned = train(options().every(4), new CancelToken());
        assertEquals(8, tuned.step());
        assertEquals(
                Optional.of("Cannot write the checkpoint " + directory.resolve("step-00000008")
                        + ": No space left on device. Free some space or choose another place."),
                tuned.stopped());
        assertEquals(List.of("step-00000004"), entries());
        assertEquals(4, checkpoints().latest().get().position().step());
    }

    @Test
    void withoutANumberOfStepsTheyAreSecondsApartAndTakeATwentiethOfTheTime() {
        Checkpoints own = checkpoints();
        assertFalse(own.due(1000, 9.9, 0.1));
        assertTrue(own.due(1, 10, 0.1));
        assertFalse(own.due(1, 300, 20));
        assertTrue(own.due(1, 400, 20));
        assertTrue(own.every(5).due(5, 0, 0));
        assertFalse(own.every(5).due(4, 1e6, 0));
    }

    @Test
    void theJournalHasALineForEachStepAndAfterAResumeEachStepOnce() throws IOException {
        Path log = directory.resolve("log.jsonl");
        TrainingOptions first = TrainingOptions.NONE.savedIn(checkpoints().every(4));
        List<Long> lines = new ArrayList<>();
        CancelToken cancel = new CancelToken();
        try (TrainingJournal journal = new TrainingJournal(log)) {
            // As a process that is killed leaves them: nothing is written when it stops.
            TrainingOptions dying = first.heardBy(journal).heardBy(after(step -> {
                lines.add(TrainingLog.load(log).steps().stream().count());
                if (step == 7) {
                    throw new IllegalStateException("killed");
                }
            }));
            assertThrows(IllegalStateException.class, () -> train(dying, cancel));
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), lines);
        assertEquals(STEPS, TrainingLog.load(log).planned());
        try (TrainingJournal journal = new TrainingJournal(log)) {
            Tuned tuned = train(first.heardBy(journal), new CancelToken());
            assertEquals(tuned.log(), TrainingLog.load(log));
            assertEquals(STEPS, tuned.log().size());
        }
    }

    @Test
    void logsWithExamsAndSkippedStepsLoadEqual() {
        TrainingLog log = new TrainingLog(
                "run",
                SETTINGS.withSchedule(LearningRateSchedule.COSINE),
                List.of(new TrainingStep(1, 0.5, 1.25, 0.5, 1e-3, 6, 100)),
                2,
                9,
                List.of(new Exam(1, "dev", 1, List.of(new Exam.Measure("greedy", 1, Double.NaN))), exam(2, 0.25)));
        Path file = directory.resolve("log.jsonl");
        log.save(file);
        assertEquals(log, TrainingLog.load(file));
        assertEquals("run: 1 of 9 steps, 2 skipped, 6 tokens, loss 1.2500 to 1.2500", log.toString());
    }

    @Test
    void theBestModelNeedsExamsAndCheckpoints() {
        assertThrows(UserException.class, () -> TrainingOptions.NONE.keeping(Kept.BEST));
        assertThrows(UserException.class, () -> options().options().keeping(Kept.BEST));
    }

    /** Options with these checkpoints. */
    private record Saving(Checkpoints checkpoints) {
        TrainingOptions options() {
            return TrainingOptions.NONE.savedIn(checkpoints);
        }

        TrainingOptions every(int steps) {
            return TrainingOptions.NONE.savedIn(checkpoints.every(steps));
        }
    }

    private Saving options() {
        return new Saving(checkpoints());
    }

    private Checkpoints checkpoints() {
        return Checkpoints.in(directory, IDENTITY);
    }

    private Tuned train(Saving saving, CancelToken cancel) {
        return train(saving.options(), cancel);
    }

    private Tuned train(TrainingOptions options, CancelToken cancel) {
        return new Trainer(base, SETTINGS).train("run", set(), options, Progress.silent(), cancel);
    }

    private Tuned trainUpTo(int last, TrainingOptions options) {
        CancelToken cancel = new CancelToken();
        return train(
                options.heardBy(after(step -> {
                    if (step == last) {
                        cancel.cancel();
                    }
                })),
                cancel);
    }

    /** A checkpoint after a step, with others left as they are. */
    private Path kept(int step) {
        FakeTrainingRun run = new FakeTrainingRun();
        TrainingLog log = new TrainingLog("run", SETTINGS, List.of(), 0, STEPS, List.of());
        Path place = directory.resolve(String.format("step-%08d", step));
        Checkpoint.write(place, IDENTITY, new TrainingPosition(step, step * 3L, 0, 0, 0, 1), log, run);
        return place;
    }

    private static TrainingListener after(IntConsumer step) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep made) {
                step.accept(made.step());
            }
        };
    }

    private static Exam exam(int step, double mark) {
        return new Exam(
                step,
                "dev",
                100,
                List.of(new Exam.Measure("greedy", 0.9, 0.03), new Exam.Measure("avg@4", mark, 0.02)));
    }

    private List<String> entries() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<Integer>> problems(List<List<List<TrainingRow>>> steps) {
        return steps.stream()
                .map(step -> step.stream()
                        .flatMap(List::stream)
                        .map(row -> row.ids()[0])
                        .toList())
                .toList();
    }

    /** Ten examples make four batches of three. */
    private static TrainingSet set() {
        return TrainingSet.of(
                "test",
                IntStream.range(0, 10)
                        .mapToObj(i -> new TrainingExample(
                                "n/" + i, TrainingExample.Kind.PREFIX, new int[] {i}, new int[] {7, 8}))
                        .toList());
    }
}
