package upft.bench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.testing.FakeModel;
import upft.training.Trainer;
import upft.training.TrainingSettings;
import upft.training.Tuned;

class BatchPlanTest {
    /** Of unequal lengths, two of them alike. */
    private static final List<TrainingExample> EXAMPLES = IntStream.range(0, 11)
            .mapToObj(i -> new TrainingExample(
                    "q" + i,
                    TrainingExample.Kind.FULL_TRACE,
                    FakeModel.ids("?"),
                    FakeModel.ids(i == 10 ? "aaa" : "a".repeat(i + 1))))
            .toList();

    private static final TrainingSettings SETTINGS = TrainJob.settings(4);

    @Test
    void everyStepHasTheExamplesThatTheTrainerTakes() {
        FakeModel model = FakeModel.random();
        Tuned tuned = new Trainer(model, SETTINGS)
                .train("test", TrainingSet.of("test", EXAMPLES), Progress.silent(), new CancelToken());
        List<List<Integer>> taken = model.runs.get(0).steps.stream()
                .map(step -> step.stream()
                        .flatMap(Collection::stream)
                        .map(row -> row.ids().length)
                        .sorted()
                        .toList())
                .toList();
        tuned.close();

        List<List<Integer>> planned = BatchPlan.of(FakeModel.random(), EXAMPLES, SETTINGS);

        assertEquals(
                taken,
                planned.stream()
                        .map(batch -> batch.stream()
                                .map(i -> EXAMPLES.get(i).length())
                                .sorted()
                                .toList())
                        .toList());
    }

    @Test
    void everyExampleIsInOneStepEvenIfAnotherIsLikeIt() {
        List<List<Integer>> planned = BatchPlan.of(FakeModel.random(), EXAMPLES, SETTINGS);

        assertEquals(List.of(4, 4, 3), planned.stream().map(List::size).toList());
        assertEquals(
                IntStream.range(0, EXAMPLES.size()).boxed().toList(),
                planned.stream().flatMap(List::stream).sorted().toList());
    }

    @Test
    void nothingIsTrained() {
        FakeModel model = FakeModel.random();

        BatchPlan.of(model, EXAMPLES, SETTINGS);

        assertTrue(model.runs.isEmpty(), Arrays.toString(model.runs.toArray()));
    }
}
