package upft.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import upft.model.TrainingRow;
import upft.recipe.TrainingExample;

class MicroBatchesTest {
    private final List<TrainingExample> batch =
            List.of(example("a", 3, 4), example("b", 1, 1), example("c", 2, 5), example("d", 2, 1));

    @Test
    void eachExampleWeighsTheSameWhateverItsLength() {
        for (TrainingRow row : rows(LossAverage.EXAMPLES, 7)) {
            assertEquals(0.25, sum(row.weights()), 1e-7);
        }
    }

    @Test
    void orEachTokenDoes() {
        for (TrainingRow row : rows(LossAverage.TOKENS, 7)) {
            for (float weight : row.weights()) {
                assertTrue(weight == 0 || weight == 1 / 11f);
            }
        }
        assertEquals(
                1,
                rows(LossAverage.TOKENS, 7).stream()
                        .mapToDouble(row -> sum(row.weights()))
                        .sum(),
                1e-6);
    }

    @Test
    void weightsDoNotDependOnHowTheBatchIsCut() {
        for (LossAverage average : LossAverage.values()) {
            List<TrainingRow> whole = rows(average, 1000);
            List<TrainingRow> pieces = rows(average, 1);
            assertEquals(1, MicroBatches.of(batch, average, 1000).size());
            assertEquals(4, MicroBatches.of(batch, average, 1).size());
            for (int i = 0; i < whole.size(); i++) {
                assertArrayEquals(whole.get(i).ids(), pieces.get(i).ids());
                assertArrayEquals(whole.get(i).weights(), pieces.get(i).weights());
            }
        }
    }

    @Test
    void onlyTheResponseIsInTheLoss() {
        TrainingRow row = MicroBatches.of(List.of(example("a", 3, 2)), LossAverage.EXAMPLES, 100)
                .get(0)
                .get(0);
        assertArrayEquals(new int[] {1, 2, 3, 101, 102}, row.ids());
        assertArrayEquals(new float[] {0, 0, 0, 0.5f, 0.5f}, row.weights());
    }

    @Test
    void rowsOfLikeLengthStandTogetherWithinTheBudget() {
        // Lengths 7, 2, 7, 3: sorted 2, 3, 7, 7; three rows of 7 would be 21 tokens with padding.
        List<List<TrainingRow>> pieces = MicroBatches.of(batch, LossAverage.EXAMPLES, 20);
        assertEquals(
                List.of(List.of(2, 3), List.of(7, 7)),
                pieces.stream()
                        .map(piece ->
                                piece.stream().map(row -> row.ids().length).toList())
                        .toList());
    }

    @Test
    void theBudgetSuitsTheModelAndNotTheMachine() {
        assertEquals(8192, MicroBatches.tokenBudget(4_000_000));
        // SmolLM2-135M: a training step of 1,024 tokens takes about 4.5 s on two cores, so this is about a second.
        assertEquals(619, MicroBatches.tokenBudget(4L * 134_515_008));
        assertEquals(128, MicroBatches.tokenBudget(4L * 8_000_000_000L));
    }

    private List<TrainingRow> rows(LossAverage average, int budget) {
        return MicroBatches.of(batch, average, budget).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static double sum(float[] weights) {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static TrainingExample example(String id, int prompt, int response) {
        int[] promptIds = new int[prompt];
        Arrays.setAll(promptIds, i -> i + 1);
        int[] responseIds = new int[response];
        Arrays.setAll(responseIds, i -> i + 101);
        return new TrainingExample(id, TrainingExample.Kind.PREFIX, promptIds, responseIds);
    }
}
