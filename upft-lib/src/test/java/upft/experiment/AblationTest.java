package upft.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.data.ProblemSet;
import upft.evaluation.EvaluationSettings;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.sampling.TraceStore;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.testing.FakeTrainingRun;
import upft.testing.Problems;
import upft.training.TrainingSettings;

class AblationTest {
    @TempDir
    Path directory;

    private final ProblemSet train = Problems.numbered(12);
    private final FakeModel base = FakeModel.answering(prompt -> "a long way to #### 3");

    /** How many of the ten questions a model answers that was trained in a run. */
    private final Map<String, Integer> right = Map.of(
            "prefix 2, structure 0.0, seed 1", 4,
            "prefix 2, structure 0.0, seed 2", 6,
            "prefix 4, structure 0.0, seed 1", 7,
            "prefix 4, structure 0.0, seed 2", 7);

    private final Ablation ablation = new Ablation(
            Upft.prefix(8).upTo(40),
            SamplingSettings.defaults(),
            TrainingSettings.defaults(),
            List.of(4, 2),
            List.of(0.0),
            List.of(1L, 2L),
            Problems.numbered(10),
            EvaluationSettings.defaults().withSamples(0).withMaxTokens(20));

    @BeforeEach
    void letAccuracyFollowFromTheRun() {
        base.newRun = () -> {
            FakeTrainingRun run = new FakeTrainingRun();
            run.tuned = (name, rates) -> answering(right.getOrDefault(name, 0));
            return run;
        };
    }

    private static LanguageModel answering(int count) {
        return FakeModel.answering(prompt -> {
            int question = Integer.parseInt(prompt.substring(1, prompt.length() - 1));
            return "#### " + (question < count ? question : -1);
        });
    }

    @Test
    void eachLengthIsTheMeanOfItsSeedsWithTheErrorOfTheQuestions() {
        List<AblationResult.Row> rows = run(ablation, inMemory()).rows();
        assertEquals(
                List.of(2, 4), rows.stream().map(AblationResult.Row::prefix).toList());
        AblationResult.Row two = rows.get(0);
        assertEquals(2, two.seeds());
        assertEquals(0.5, two.greedy().mean(), 1e-12);
        // Four questions are right with both seeds, two with one, four with none: s² = (8 · 0.25) / 9.
        assertEquals(Math.sqrt(2.0 / 9 / 10), two.greedy().standardError(), 1e-12);
        // 0.4 and 0.6.
        assertEquals(Math.sqrt(0.02), two.spread(), 1e-12);
        assertEquals(0, rows.get(1).spread(), 1e-12);
        assertEquals(two.greedy(), two.accuracy());
    }

    @Test
    void allIsSampledOnceForASeedAndTheBillOfARunIsThatOfItsOwnLength() {
        AblationResult result = run(ablation, inMemory());
        assertEquals(2, base.decodings.size(), "one for each seed");
        assertEquals(4, base.runs.size());
        assertEquals(
                List.of(24L, 48L, 24L, 48L),
                result.runs().stream().map(each -> each.bill().tokensSampled()).toList());
        assertEquals(24, result.rows().get(0).tokensSampled());
        assertEquals(24, result.rows().get(0).tokensTrained());
        assertEquals(1, result.rows().get(0).steps());
    }

    @Test
    void aRunIsWhatTrainingWithItsSeedAndLengthGives() {
        Method method = new Method(
                Upft.prefix(4).structure(0).upTo(40).seed(2),
                SamplingSettings.defaults().withSeed(2),
                TrainingSettings.defaults().withSeed(2));
        MethodRun alone = method.run(base, train, Progress.silent(), new CancelToken());
        AblationRun swept = run(ablation, inMemory()).runs().get(3);
        assertEquals(4, swept.prefix());
        assertEquals(2, swept.seed());
        assertEquals(alone.bill().tokensSampled(), swept.bill().tokensSampled());
        assertEquals(alone.bill().tokensTrained(), swept.bill().tokensTrained());
    }

    @Test
    void runsThatAreDoneAreNotMadeAgain() {
        try (AblationStore store = inMemory()) {
            AblationResult first = run(ablation, store);
            assertEquals(0, first.known());
            AblationResult again = run(ablation, store);
            assertEquals(4, again.known());
            assertEquals(first.runs(), again.runs());
            assertEquals(4, base.runs.size());
            assertEquals(2, base.decodings.size());
            Ablation more = new Ablation(
                    ablation.recipe(),
                    ablation.sampling().withBatchSize(3),
                    ablation.training(),
                    List.of(1, 2, 4),
                    ablation.structures(),
                    ablation.seeds(),
                    ablation.questions(),
                    ablation.measuring());
            assertEquals(4, run(more, store).known());
            assertEquals(6, base.runs.size());
            assertEquals(2, base.decodings.size(), "shorter prefixes are cut from what there is");
        }
    }

    @Test
    void anotherSettingIsAnotherRun() {
        try (AblationStore store = inMemory()) {
            run(ablation, store);
            Ablation other = new Ablation(
                    ablation.recipe(),
                    ablation.sampling(),
                    ablation.training().withLearningRate(1e-3),
                    ablation.prefixes(),
                    ablation.structures(),
                    ablation.seeds(),
                    ablation.questions(),
                    ablation.measuring());
            assertEquals(0, run(other, store).known());
        }
    }

    @Test
    void aSweepThatWasCutShortGoesOnFromItsDirectory() throws Exception {
        CancelToken cancel = new CancelToken();
        Progress cancelling = report -> {
            if (report.activity().startsWith("run 3 of 4, prefix 2, structure 0.0, seed 2: evaluating")) {
                cancel.cancel();
            }
        };
        try (AblationStore store = AblationStore.open(directory.resolve("sweep"))) {
            assertThrows(CancelledException.class, () -> ablation.run(base, train, store, cancelling, cancel));
            assertEquals(2, store.size());
        }
        assertEquals(3, base.runs.size());
        int decodings = base.decodings.size();
        try (AblationStore store = AblationStore.open(directory.resolve("sweep"))) {
            AblationResult result = run(ablation, store);
            assertEquals(2, result.known());
            assertEquals(run(ablation, inMemory()).rows(), result.rows());
        }
        assertEquals(5 + 4, base.runs.size(), "two more here, and all four of the comparison");
        assertEquals(decodings + 2, base.decodings.size(), "none more here: the traces were stored");
        assertEquals(
                5, Files.readAllLines(directory.resolve("sweep/runs.jsonl")).size());
    }

    @Test
    void aDirectoryOfAnotherThingIsRefused() throws Exception {
        Files.writeString(directory.resolve("runs.jsonl"), "{\"format\": \"notes\"}\n");
        UserException error = assertThrows(UserException.class, () -> AblationStore.open(directory));
        assertTrue(error.getMessage().contains("is not a file of the format upft-ablation-1"), error.getMessage());
    }

    @Test
    void withNothingToTrainOnTheBaseModelIsMeasured() {
        Ablation unfinished = new Ablation(
                Upft.prefix(2).upTo(5),
                ablation.sampling(),
                ablation.training(),
                List.of(2),
                List.of(1.0),
                List.of(1L),
                ablation.questions(),
                ablation.measuring());
        AblationRun only = run(unfinished, inMemory()).runs().get(0);
        assertEquals(0, only.steps());
        // The base model says 3, whatever it is asked.
        assertEquals(1, only.greedy().stream().mapToDouble(Double::doubleValue).sum());
    }

    @Test
    void numbersOutOfRangeAreRefusedBeforeAnythingIsSampled() {
        assertRefused("prefix length is 0", List.of(0), List.of(0.1));
        assertRefused("structure ratio is 2.0", List.of(1), List.of(2.0));
        assertRefused("a prefix length, a structure ratio and a seed", List.of(), List.of(0.1));
    }

    private void assertRefused(String part, List<Integer> prefixes, List<Double> structures) {
        UserException error = assertThrows(
                UserException.class,
                () -> new Ablation(
                        ablation.recipe(),
                        ablation.sampling(),
                        ablation.training(),
                        prefixes,
                        structures,
                        ablation.seeds(),
                        ablation.questions(),
                        ablation.measuring()));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static AblationStore inMemory() {
        return AblationStore.inMemory(TraceStore.empty());
    }

    private AblationResult run(Ablation sweep, AblationStore store) {
        return sweep.run(base, train, store, Progress.silent(), new CancelToken());
    }
}
