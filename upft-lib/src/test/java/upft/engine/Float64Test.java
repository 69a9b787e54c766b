package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In float64 nothing is rounded to float32 on the way, so a derivative agrees with its definition to many digits. */
class Float64Test {
    /** Losses are exact to 1e-15; differences over steps of this size are off by its square and by 1e-15 over it. */
    private static final float STEP = 1e-4f;

    private static final int[] IDS = {3, 14, 15, 9, 26, 5, 3, 5};
    private static final DecoderTraining.Batch BATCH = new DecoderTraining.Batch(
            List.of(IDS, new int[] {7, 8, 9}), new int[] {2, 5, 7, 9}, new int[] {9, 3, 1, 30}, new float[] {
                1, 1, .5f, 2
            });

    static Stream<DecoderShape> shapes() {
        return Stream.of(TinyDecoders.PLAIN, TinyDecoders.EVERYTHING);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theGradientIsTheSlopeOfTheLossToAMillionth(DecoderShape shape) {
        try (DecoderModule module = TinyDecoders.random(new Engine(), shape, DType.FLOAT64);
                DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            training.accumulate(BATCH);
            for (WeightLayout.Slot slot : module.layout().slots()) {
                if (!slot.name().contains("layers.0")) {
                    int place = slot.rowLength() * (9 % slot.rows()) + 5 % slot.rowLength();
                    double slope = slope(module, slot, place);
                    assertEquals(
                            slope,
                            training.gradient(slot)[place],
                            1e-6 * Math.max(1, Math.abs(slope)),
                            slot.name() + " at " + place);
                }
            }
        }
    }

    @Test
    void theNormOfTheGradientIsItsOwnToo() {
        try (DecoderModule module = TinyDecoders.random(new Engine(), TinyDecoders.EVERYTHING, DType.FLOAT64);
                DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            training.accumulate(BATCH);
            double squares = 0;
            for (WeightLayout.Slot slot : module.layout().slots()) {
                for (float each : training.gradient(slot)) {
                    squares += (double) each * each;
                }
            }
            assertEquals(Math.sqrt(squares), training.apply(1e-3, 0.9, 0.95, 1e-8, 0, 1), 1e-7 * Math.sqrt(squares));
            assertEquals(DType.FLOAT64, training.snapshot(DType.FLOAT64).dtype());
        }
    }

    @Test
    void decodingGivesTheProbabilitiesOfTheFullPass() {
        TokenChoice choice = new TokenChoice(TinyDecoders.VOCABULARY, 1, 1, 0, 1, 0);
        try (DecoderModule module = TinyDecoders.random(new Engine(), TinyDecoders.EVERYTHING, DType.FLOAT64);
                KeyValueCache cache =
                        new KeyValueCache(module, choice, new int[0], new CacheRoom(1, 8, Long.MAX_VALUE))) {
            cache.admit(List.of(IDS), new int[] {1}, () -> {});
            KeyValueCache.Sampled sampled = cache.next(1, new float[] {0.5f});
            double[] logits = module.preciseLogits(IDS)[IDS.length - 1];
            double mass = 0;
            for (double logit : logits) {
                mass += Math.exp(logit);
            }
            float expected = (float) (logits[(int) sampled.ids()[0]] - Math.log(mass));
            assertEquals(expected, sampled.logProbs()[0], Math.ulp(expected));
            assertEquals(expected, sampled.samplingLogProbs()[0], Math.ulp(expected));
        }
    }

    @Test
    void whatJavaReadsAsFloat32IsTheSameRounded() {
        try (DecoderModule module = TinyDecoders.random(new Engine(), TinyDecoders.PLAIN, DType.FLOAT64)) {
            double[][] precise = module.preciseLogits(IDS);
            float[][] rounded = module.logits(IDS);
            boolean beyond = false;
            for (int i = 0; i < IDS.length; i++) {
                float[] expected = new float[precise[i].length];
                for (int j = 0; j < expected.length; j++) {
                    expected[j] = (float) precise[i][j];
                    beyond |= expected[j] != precise[i][j];
                }
                assertArrayEquals(expected, rounded[i]);
            }
            assertTrue(beyond, "all logits are float32 numbers");
            assertEquals(8 * module.layout().parameters(), module.bytes());
        }
    }

    /** The loss's difference over a small step of one weight. */
    private static double slope(DecoderModule module, WeightLayout.Slot slot, int place) {
        int row = place / slot.rowLength();
        int column = place % slot.rowLength();
        float[] numbers = module.read(slot, row, 1);
        float[] above = numbers.clone();
        above[column] += STEP;
        float[] below = numbers.clone();
        below[column] -= STEP;
        double difference = loss(module, slot, row, above) - loss(module, slot, row, below);
        module.fill(slot, row, numbers);
        return difference / ((double) above[column] - below[column]);
    }

    private static double loss(DecoderModule module, WeightLayout.Slot slot, int row, float[] numbers) {
        module.fill(slot, row, numbers);
        try (DecoderTraining training = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            return training.accumulate(BATCH);
        }
    }
}
