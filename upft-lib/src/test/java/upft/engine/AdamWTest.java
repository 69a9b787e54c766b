package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import upft.engine.DecoderTraining.Part;

/** The optimiser by its formula (Loshchilov and Hutter 2019, algorithm 2), number by number, in float64. */
class AdamWTest {
    private static final double RATE = 1e-2;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.95;
    private static final double EPSILON = 1e-8;
    private static final double DECAY = 0.3;
    private static final DecoderTraining.Batch BATCH = new DecoderTraining.Batch(
            List.of(new int[] {3, 14, 15, 9}), new int[] {1, 3}, new int[] {2, 7}, new float[] {1, 0.5f});

    private final Engine engine = new Engine(Device.CPU);

    @Test
    void twoStepsFollowTheFormulaAndDecayMatricesAlone() {
        try (DecoderModule base = TinyDecoders.random(engine, TinyDecoders.EVERYTHING, DType.FLOAT64);
                DecoderTraining training = DecoderTraining.ofWeights(base, Activations.KEPT)) {
            Map<String, double[]> weights = read(training, Part.WEIGHTS);
            Map<String, double[]> means = read(training, Part.MEANS);
            Map<String, double[]> squares = read(training, Part.SQUARES);
            for (int step = 1; step <= 2; step++) {
                training.accumulate(BATCH);
                for (WeightLayout.Slot slot : training.layout().slots()) {
                    update(
                            slot,
                            step,
                            training.gradient(slot),
                            weights.get(slot.name()),
                            means.get(slot.name()),
                            squares.get(slot.name()));
                }
                training.apply(RATE, BETA1, BETA2, EPSILON, DECAY, Double.MAX_VALUE);
            }
            assertEquals(2, training.steps());
            for (WeightLayout.Slot slot : training.layout().slots()) {
                // Gradients are read as float32.
                assertArrayEquals(weights.get(slot.name()), whole(training, Part.WEIGHTS, slot), 1e-7, slot.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void aStepWithoutGradientIsDecayAlone(DType dtype) {
        try (DecoderModule base = TinyDecoders.random(engine, TinyDecoders.PLAIN, dtype);
                DecoderTraining training = DecoderTraining.ofWeights(base, Activations.KEPT)) {
            Map<String, double[]> before = read(training, Part.WEIGHTS);
            training.apply(RATE, BETA1, BETA2, EPSILON, DECAY, 1);
            for (WeightLayout.Slot slot : training.layout().slots()) {
                double kept = slot.columns() == 0 ? 1 : 1 - RATE * DECAY;
                double[] expected = Arrays.stream(before.get(slot.name()))
                        .map(weight -> weight * kept)
                        .toArray();
                assertArrayEquals(expected, whole(training, Part.WEIGHTS, slot), 1e-7, slot.name());
            }
        }
    }

    private static void update(
            WeightLayout.Slot slot, int step, float[] gradient, double[] weight, double[] mean, double[] square) {
        double decay = slot.columns() == 0 ? 0 : DECAY;
        for (int i = 0; i < weight.length; i++) {
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
            square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
            double corrected = mean[i] / (1 - Math.pow(BETA1, step));
            double root = Math.sqrt(square[i] / (1 - Math.pow(BETA2, step)));
            weight[i] -= RATE * (corrected / (root + EPSILON) + decay * weight[i]);
        }
    }

    private static Map<String, double[]> read(DecoderTraining training, Part part) {
        return training.layout().slots().stream()
                .collect(Collectors.toMap(WeightLayout.Slot::name, values(training, part)));
    }

    private static Function<WeightLayout.Slot, double[]> values(DecoderTraining training, Part part) {
        return slot -> whole(training, part, slot);
    }

    private static double[] whole(DecoderTraining training, Part part, WeightLayout.Slot slot) {
        return training.read(part, slot, 0, slot.rows());
    }
}
