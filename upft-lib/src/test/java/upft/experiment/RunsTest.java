package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.data.ProblemSet;
import upft.demo.DemoModel;
import upft.demo.DemoProblems;
import upft.demo.DemoSettings;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.evaluation.EvaluationSettings;
import upft.evaluation.SavedEvaluation;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.LoraSettings;
import upft.recipe.Rft;
import upft.recipe.Upft;
import upft.sampling.TraceImport;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.training.AdapterEnd;
import upft.training.Checkpoints;
import upft.training.Kept;
import upft.training.TrainingListener;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunsTest {
    private static final ProblemSet PROBLEMS = DemoProblems.dataset().train().take(16);
    private static final ProblemSet DEV = DemoProblems.dataset().dev().take(6);
    private static final TrainingSettings TRAINING =
            DemoSettings.recommended().training().withBatchSize(4).withLearningRate(1e-4);
    private static final Method METHOD = new Method(
            Upft.prefix(4).structure(0.25).upTo(DemoSettings.recommended().maxTokens()),
            DemoSettings.recommended().sampling(),
            TRAINING.withOptimizer(TRAINING.optimizer().withWeightDecay(0.01)));
    private static final int STEPS = 8;

    @TempDir
    private Path directory;

    private LanguageModel model;

    @BeforeAll
    void load() {
        model = DemoModel.load();
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void aFinishedRunHasAllThatItTakesToKnowItAndToHaveItAgain() throws IOException {
        try (MethodRun run = begin(request())) {
            Path place = directory.resolve("upft");
            assertEquals(Optional.of(place), run.directory());
            assertEquals(
                    List.of("lock", "log.jsonl", "model", "run.json", "traces.jsonl", "training-set.jsonl"),
                    entries(place));
            RunRecord record = new RunDirectory(place).record().get();
            assertEquals(RunState.FINISHED, record.state());
            assertEquals(STEPS, record.planned());
            assertEquals(STEPS, record.kept());
            assertEquals(model.contentHash(), record.base().hash());
            assertEquals(PROBLEMS.hash(), record.data().hash());
            assertEquals(
                    "4", record.recipe().getAsJsonObject("form").get("tokens").getAsString());
            assertEquals("42", record.identity().get("training.seed"));
            assertEquals(run.bill(), record.cost());
            assertEquals(run.tuned().get().log(), TrainingLog.load(place.resolve("log.jsonl")));
            String card = Files.readString(place.resolve("model/README.md"));
            assertTrue(card.startsWith("---\nlibrary_name: transformers\n"), card);
            assertTrue(card.contains(", from samples of the model itself."), card);
            assertTrue(
                    card.contains("| data | " + PROBLEMS.name() + ", 16 problems, contents `" + PROBLEMS.hash()), card);
            assertTrue(card.contains("| recipe.share.ratio | 0.25 |"), card);
            assertTrue(card.contains("| sampling.seed | 42 |"), card);
        }
    }

    @Test
    void theCardOfAModelThatWasTrainedOnTextsOfOthersSaysSo() throws IOException {
        Path texts = directory.resolve("texts.jsonl");
        Files.write(
                texts,
                PROBLEMS.problems().stream()
                        .map(problem -> "{\"problem\": \"" + problem.id() + "\", \"text\": \"1+1=2 #### 2\"}")
                        .toList());
        begin(request().on(TraceImport.read(texts, model, PROBLEMS))).close();
        String card = Files.readString(directory.resolve("upft/model/README.md"));
        assertTrue(card.contains(", from traces brought in as text."), card);
    }

    @Test
    void aLoadedRunIsTheOneThatWasSaved() {
        int[] ids = model.promptIds(PROBLEMS.get(0).question());
        try (MethodRun run = begin(request())) {
            EvaluationSettings settings =
                    EvaluationSettings.defaults().withSamples(2).withMaxTokens(64);
            EvaluationResult score =
                    new Evaluation(DEV, settings).of(run.tuned().get().model(), Progress.silent(), new CancelToken());
            RunDirectory place = new RunDirectory(run.directory().get());
            place.save(new SavedEvaluation(DEV, settings, score));
            try (MethodRun loaded = new RunLoading(Runs.in(directory).get("upft")).run(model)) {
                LanguageModel tuned = run.tuned().get().model();
                assertArrayEquals(
                        tuned.logits(ids), loaded.tuned().get().model().logits(ids));
                assertEquals("upft", loaded.tuned().get().model().name());
                assertEquals(run.examples(), loaded.examples());
                assertEquals(run.bill(), loaded.bill());
                assertEquals(run.tuned().get().log(), loaded.tuned().get().log());
                assertEquals(run.traces().tokens(), loaded.traces().tokens());
                assertEquals(List.of(new SavedEvaluation(DEV, settings, score)), place.evaluations());
            }
        }
    }

    @Test
    void anAdapterGoesOnAfterADeathAndIsLoadedOnTopOfTheModel() throws IOException {
        LoraSettings lora =
                LoraSettings.defaults().withRank(4).withDropout(0.1).withTargets("q_proj", "v_proj", "down_proj");
        RunRequest request = new RunRequest(METHOD.with(TRAINING.withAdapter(lora)), model, PROBLEMS);
        Path dead = directory.resolve("dead");
        RunOptions dying = RunOptions.DEFAULTS.withCheckpointEvery(3).heardBy(new TrainingListener() {
            @Override
            public void stepped(TrainingStep made) {
                if (made.step() == 5) {
                    copy(directory.resolve("whole/upft"), dead.resolve("upft"));
                }
            }
        });
        Runs wholes = Runs.in(directory.resolve("whole"));
        int[] ids = model.promptIds(PROBLEMS.get(0).question());
        float[][] before = model.logits(ids);
        try (MethodRun whole = wholes.begin(request.with(dying), Progress.silent(), new CancelToken());
                MethodRun resumed = Runs.in(dead).resume(request, Progress.silent(), new CancelToken());
                MethodRun loaded = new RunLoading(wholes.get("upft")).run(model)) {
            String factors = "model/adapter_model.safetensors";
            assertEquals(
                    -1,
                    Files.mismatch(
                            whole.directory().get().resolve(factors),
                            resumed.directory().get().resolve(factors)));
            LanguageModel tuned = whole.tuned().get().model();
            LanguageModel again = loaded.tuned().get().model();
            assertEquals(Optional.of(lora), again.adapter());
            assertEquals("upft", again.name());
            assertArrayEquals(tuned.logits(ids), again.logits(ids));
            assertEquals(tuned.contentHash(), again.contentHash());
            assertNotEquals(model.contentHash(), again.contentHash());
            assertTrue(again.nativeBytes() - again.sharedBytes() < model.nativeBytes() / 10);
        }
        assertArrayEquals(before, model.logits(ids), "the model itself is as it was");
    }

    @Test
    void anAdapterThatDoesNotFitIsRefusedBeforeAnythingIsSampled() throws IOException {
        TrainingSettings wrong = TRAINING.withAdapter(LoraSettings.defaults().withTargets("q_prj"));
        RunRequest request = new RunRequest(METHOD.with(wrong), model, PROBLEMS);
        UserException error = assertThrows(UserException.class, () -> begin(request));
        assertTrue(error.getMessage().contains("Did you mean q_proj?"), error.getMessage());
        assertEquals(
                1, Files.readAllLines(directory.resolve("upft/traces.jsonl")).size(), "the store's header alone");
    }

    @Test
    void aMergedAdapterIsAModelAsAnyOther() {
        TrainingSettings apart = TRAINING.withAdapter(LoraSettings.defaults().withRank(4));
        int[] ids = model.promptIds(PROBLEMS.get(0).question());
        RunRequest adapter = new RunRequest(METHOD.with(apart), model, PROBLEMS);
        RunRequest merged = new RunRequest(METHOD.with(apart.withAdapterEnd(AdapterEnd.MERGED)), model, PROBLEMS);
        try (MethodRun first = begin(adapter);
                MethodRun second = begin(merged);
                LanguageModel whole =
                        LanguageModel.load(second.directory().get().resolve("model"))) {
            assertEquals("upft-2", second.directory().get().getFileName().toString(), "another run than the first");
            assertEquals(Optional.empty(), second.tuned().get().model().adapter());
            float[][] expected = first.tuned().get().model().logits(ids);
            float[][] found = whole.logits(ids);
            for (int i = 0; i < expected.length; i++) {
                assertArrayEquals(expected[i], found[i], 1e-3f);
            }
        }
    }

    /** What a killed process leaves is what there is on disk at that moment. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8})
    void aRunThatDiedAfterAnyStepEndsWithTheWeightsOfOneThatWasLeftAlone(int step) throws IOException {
        Path dead = directory.resolve("dead");
        RunOptions dying = RunOptions.DEFAULTS.withCheckpointEvery(3).heardBy(new TrainingListener() {
            @Override
            public void stepped(TrainingStep made) {
                if (made.step() == step) {
                    copy(directory.resolve("whole/upft"), dead.resolve("upft"));
                }
            }
        });
        MethodRun whole =
                Runs.in(directory.resolve("whole")).begin(request().with(dying), Progress.silent(), new CancelToken());
        assertEquals(
                RunState.TRAINING,
                new RunDirectory(dead.resolve("upft")).record().get().state());
        MethodRun resumed = Runs.in(dead).resume(request(), Progress.silent(), new CancelToken());
        try (whole;
                resumed) {
            assertSameModel(whole.directory().get(), resumed.directory().get());
            assertEquals(losses(whole), losses(resumed));
            assertEquals(STEPS, TrainingLog.load(dead.resolve("upft/log.jsonl")).size());
            assertEquals(whole.bill().tokens(), resumed.bill().tokens());
        }
    }

    @Test
    void aRunThatIsInterruptedWhileItSamplesGoesOnWithItsTraces() throws IOException {
        CancelToken cancel = new CancelToken();
        RunRequest request = new RunRequest(
                new Method(
                        Rft.samples(4).upTo(64),
                        DemoSettings.recommended().sampling().withBatchSize(4),
                        TRAINING),
                model,
                PROBLEMS);
        assertThrows(CancelledException.class, () -> Runs.in(directory)
                .begin(
                        request,
                        report -> {
                            if (report.activity().equals("sampling") && report.done() > 600) {
                                cancel.cancel();
                            }
                        },
                        cancel));
        RunRecord record = new RunDirectory(directory.resolve("rft")).record().get();
        assertEquals(RunState.STOPPED, record.state());
        assertEquals("stopped: interrupted", record.progress());
        int kept = Files.readAllLines(directory.resolve("rft/traces.jsonl")).size() - 1;
        assertTrue(kept > 0 && kept < 64, kept + " traces");
        try (MethodRun resumed = Runs.in(directory).resume(request, Progress.silent(), new CancelToken())) {
            assertEquals(64, resumed.traces().size());
            assertTrue(resumed.bill().tokensReused() > 0);
            assertEquals(
                    65,
                    Files.readAllLines(directory.resolve("rft/traces.jsonl")).size());
        }
    }

    @Test
    void anInterruptLeavesAModelAndACheckpointToGoOnFrom() throws IOException {
        CancelToken cancel = new CancelToken();
        MethodRun stopped = Runs.in(directory).begin(request().with(cancelAfter(5, cancel)), Progress.silent(), cancel);
        try (stopped) {
            assertEquals(Optional.of("interrupted"), stopped.stopped());
            assertEquals(5, stopped.tuned().get().step());
            assertEquals(List.of("step-00000005"), entries(directory.resolve("upft/checkpoints")));
            RunDirectory place = new RunDirectory(directory.resolve("upft"));
            assertEquals(
                    "stopped at step 5 of 8: interrupted", place.record().get().progress());
            String refused = assertThrows(UserException.class, () -> new RunLoading(place).run(model))
                    .getMessage();
            assertTrue(refused.contains("stopped at step 5 of 8") && refused.contains("--resume"), refused);
            assertEquals(Optional.of(place), Runs.in(directory).unfinished(request()));
        }
        try (MethodRun resumed = Runs.in(directory).resume(request(), Progress.silent(), new CancelToken());
                MethodRun alone =
                        Runs.in(directory.resolve("alone")).begin(request(), Progress.silent(), new CancelToken())) {
            assertEquals(Optional.empty(), resumed.stopped());
            assertSameModel(alone.directory().get(), resumed.directory().get());
            assertFalse(Files.exists(directory.resolve("upft/checkpoints")), "the model holds the same weights");
        }
    }

    @Test
    void aNewRunTakesAFinishedOnesPlaceOnlyIfBothEndAlike() throws IOException {
        begin(request()).close();
        begin(request()).close();
        assertEquals(List.of("upft"), names());
        Method slower = new Method(METHOD.recipe(), METHOD.sampling(), TRAINING.withLearningRate(5e-5));
        begin(new RunRequest(slower, model, PROBLEMS)).close();
        assertEquals(List.of("upft", "upft-2"), names());
        CancelToken cancel = new CancelToken();
        Method other = new Method(METHOD.recipe(), METHOD.sampling(), TRAINING.withLearningRate(2e-5));
        RunRequest third = new RunRequest(other, model, PROBLEMS);
        Runs.in(directory)
                .begin(third.with(cancelAfter(2, cancel)), Progress.silent(), cancel)
                .close();
        begin(third).close();
        assertEquals(List.of("upft", "upft-2", "upft-3", "upft-4"), names());
        assertEquals(
                List.of(RunState.FINISHED, RunState.FINISHED, RunState.STOPPED, RunState.FINISHED),
                Runs.in(directory).list().stream()
                        .map(each -> each.record().get().state())
                        .toList());
        assertEquals(4, Runs.in(directory).toTable().rowCount());
    }

    @Test
    void resumingAFinishedRunLoadsItAndWhereThereIsNoneItIsBegun() {
        Runs runs = Runs.in(directory);
        try (MethodRun first = runs.resume(request(), Progress.silent(), new CancelToken())) {
            List<String> activities = new ArrayList<>();
            try (MethodRun again =
                    runs.resume(request(), report -> activities.add(report.activity()), new CancelToken())) {
                assertEquals(List.of(), activities);
                assertEquals(first.tuned().get().log(), again.tuned().get().log());
            }
        }
    }

    @Test
    void aRunOfOtherSettingsIsNotGoneOnWithAndEachDifferenceIsNamed() {
        CancelToken cancel = new CancelToken();
        Runs.in(directory)
                .begin(request().with(cancelAfter(2, cancel)), Progress.silent(), cancel)
                .close();
        Method other = new Method(
                Upft.prefix(8).structure(0.25).upTo(64), METHOD.sampling().withSeed(7), METHOD.training());
        RunRequest request = new RunRequest(other, model, PROBLEMS.take(15));
        String message = assertThrows(UserException.class, () -> Runs.in(directory)
                        .resume(request, Progress.silent(), new CancelToken()))
                .getMessage();
        assertTrue(message.contains("\n  recipe.form.tokens: 8; in the run: 4\n"), message);
        assertTrue(message.contains("\n  sampling.seed: 7; in the run: 42\n"), message);
        assertTrue(message.contains("\n  data: " + PROBLEMS.take(15).name() + " (15 problems, contents "), message);
    }

    @Test
    void theBestModelOnTheDevelopmentProblemsIsTheResult() throws IOException {
        RunOptions options = RunOptions.DEFAULTS
                .evaluatedOn(DEV, EvaluationSettings.defaults().withSamples(0).withMaxTokens(64), 4)
                .keeping(Kept.BEST);
        try (MethodRun run = begin(request().with(options))) {
            TrainingLog log = run.tuned().get().log();
            assertEquals(
                    List.of(4, 8), log.exams().stream().map(exam -> exam.step()).toList());
            int best = log.best().get().step();
            assertEquals(best, run.tuned().get().step());
            assertEquals(
                    best, new RunDirectory(run.directory().get()).record().get().kept());
            assertTrue(entries(run.directory().get().resolve("checkpoints"))
                    .contains(String.format("step-%08d-examined", best)));
            String lines = Files.readString(run.directory().get().resolve("log.jsonl"));
            assertTrue(lines.contains("{\"exam\":4,\"problems\":\"" + DEV.name()), lines);
        }
    }

    @Test
    void whereThereIsNothingToTrainOnTheRunFinishesWithoutAModel() {
        Method none =
                new Method(Rft.samples(1).upTo(2), DemoSettings.recommended().sampling(), TRAINING);
        try (MethodRun run = begin(new RunRequest(none, model, PROBLEMS.take(2)))) {
            assertEquals(Optional.empty(), run.tuned());
            RunDirectory place = new RunDirectory(run.directory().get());
            assertEquals("finished, nothing to train on", place.record().get().progress());
            try (MethodRun loaded = new RunLoading(place).run(model)) {
                assertEquals(Optional.empty(), loaded.tuned());
            }
        }
    }

    @Test
    void settingsThatFollowFromTheExamplesAreAdjustedAndResumed() {
        RunRequest longer = request()
                .adjusting(new RunRequest.Adjustment(
                        "a step an example", (own, examples) -> own.withSteps(examples.size())));
        CancelToken cancel = new CancelToken();
        Runs.in(directory)
                .begin(longer.with(cancelAfter(9, cancel)), Progress.silent(), cancel)
                .close();
        try (MethodRun resumed = Runs.in(directory).resume(longer, Progress.silent(), new CancelToken())) {
            assertEquals(resumed.examples().size(), resumed.tuned().get().log().size());
            assertTrue(resumed.examples().size() > STEPS);
            assertEquals(
                    resumed.examples().size(),
                    new RunDirectory(directory.resolve("upft"))
                            .record()
                            .get()
                            .training()
                            .steps());
        }
    }

    @Test
    void aRunThatIsInUseIsLeftAlone() {
        List<String> messages = new ArrayList<>();
        RunOptions options = RunOptions.DEFAULTS.heardBy(new TrainingListener() {
            @Override
            public void stepped(TrainingStep made) {
                if (made.step() == 1) {
                    messages.add(assertThrows(UserException.class, () -> Runs.in(directory)
                                    .resume(request(), Progress.silent(), new CancelToken()))
                            .getMessage());
                }
            }
        });
        begin(request().with(options)).close();
        assertTrue(messages.get(0).startsWith(directory.resolve("upft") + " is in use: another run"), messages.get(0));
    }

    @Test
    void namesThatAreNoDirectoriesAreRefusedAndUnknownOnesNamed() {
        Method outside = new Method("../upft", METHOD.recipe(), METHOD.sampling(), METHOD.training());
        assertThrows(UserException.class, () -> begin(new RunRequest(outside, model, PROBLEMS)));
        begin(request()).close();
        String message = assertThrows(
                        UserException.class, () -> Runs.in(directory).get("uptf"))
                .getMessage();
        assertEquals("There is no run uptf in " + directory + ". Did you mean upft? There are: upft.", message);
    }

    @Test
    void checkpointsOfAnotherTrainingSetAreRefused() {
        CancelToken cancel = new CancelToken();
        MethodRun stopped = Runs.in(directory).begin(request().with(cancelAfter(2, cancel)), Progress.silent(), cancel);
        stopped.close();
        Checkpoints checkpoints = Checkpoints.in(
                directory.resolve("upft/checkpoints"),
                RunIdentity.with(RunIdentity.of(request()), stopped.examples(), METHOD.training())
                        .with("training set", "another"));
        String message = assertThrows(UserException.class, checkpoints::latest).getMessage();
        assertTrue(message.contains("\n  training set: another; in the checkpoint: 16 examples (contents "), message);
    }

    private RunRequest request() {
        return new RunRequest(METHOD, model, PROBLEMS);
    }

    private MethodRun begin(RunRequest request) {
        return Runs.in(directory).begin(request, Progress.silent(), new CancelToken());
    }

    private static RunOptions cancelAfter(int step, CancelToken cancel) {
        return RunOptions.DEFAULTS.heardBy(new TrainingListener() {
            @Override
            public void stepped(TrainingStep made) {
                if (made.step() == step) {
                    cancel.cancel();
                }
            }
        });
    }

    private static void assertSameModel(Path expected, Path found) throws IOException {
        assertEquals(
                -1,
                Files.mismatch(expected.resolve("model/model.safetensors"), found.resolve("model/model.safetensors")));
    }

    private static List<Double> losses(MethodRun run) {
        return run.tuned().get().log().steps().stream().map(TrainingStep::loss).toList();
    }

    private List<String> names() {
        return Runs.in(directory).list().stream().map(RunDirectory::name).toList();
    }

    private static List<String> entries(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
