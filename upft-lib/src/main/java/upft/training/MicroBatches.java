package upft.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import upft.model.TrainingRow;
import upft.recipe.TrainingExample;

/**
 * Cuts a batch into pieces that go through the model in one call each. The weights of the rows refer to the whole batch,
 * so that the pieces' gradients add up to the batch's own.
 */
final class MicroBatches {
    /**
     * Some seconds of work on two cores, at 6 floating-point operations a parameter and token (Kaplan et al. 2020): enough
     * tokens for products to be fast, and few enough for what is kept of them to be small beside the optimiser's state.
     */
    private static final double OPERATIONS_A_CALL = 5e11;

    private static final double OPERATIONS_A_PARAMETER = 6;
    private static final int FEWEST_TOKENS = 128;
    private static final int MOST_TOKENS = 8192;

    private MicroBatches() {}

    /**
     * Tokens a call for a model whose weights take {@code nativeBytes} as float32. It depends on the model alone, so that a run
     * gives the same result on every machine.
     */
    static int tokenBudget(long nativeBytes) {
        double parameters = Math.max(1, nativeBytes / (double) Float.BYTES);
        double tokens = OPERATIONS_A_CALL / (OPERATIONS_A_PARAMETER * parameters);
        return (int) Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, tokens));
    }

    /** Rows of like length together, at most {@code budget} tokens with padding; a longer example goes alone. */
    static List<List<TrainingRow>> of(List<TrainingExample> batch, LossAverage average, int budget) {
        List<TrainingExample> sorted = new ArrayList<>(batch);
        sorted.sort(Comparator.comparingInt(TrainingExample::length));
        List<List<TrainingRow>> pieces = new ArrayList<>();
        List<TrainingRow> piece = new ArrayList<>();
        for (TrainingExample example : sorted) {
            // Sorted by length: this example would be the longest of the piece.
            if (!piece.isEmpty() && (piece.size() + 1L) * example.length() > budget) {
                pieces.add(List.copyOf(piece));
                piece.clear();
            }
            piece.add(row(example, tokenWeight(example, batch, average)));
        }
        pieces.add(List.copyOf(piece));
        return pieces;
    }

    /** What one response token of {@code example} weighs, so that the weights of a batch add up to 1. */
    private static double tokenWeight(TrainingExample example, List<TrainingExample> batch, LossAverage average) {
        return switch (average) {
            case EXAMPLES -> 1.0 / example.responseIds().length / batch.size();
            case TOKENS ->
                1.0
                        / batch.stream()
                                .mapToLong(each -> each.responseIds().length)
                                .sum();
        };
    }

    private static TrainingRow row(TrainingExample example, double tokenWeight) {
        int prompt = example.promptIds().length;
        int response = example.responseIds().length;
        int[] ids = new int[prompt + response];
        System.arraycopy(example.promptIds(), 0, ids, 0, prompt);
        System.arraycopy(example.responseIds(), 0, ids, prompt, response);
        float[] weights = new float[ids.length];
        Arrays.fill(weights, prompt, ids.length, (float) tokenWeight);
        return new TrainingRow(ids, weights);
    }
}
