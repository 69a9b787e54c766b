package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdapterTest {
    private static final int[] IDS = {3, 14, 15, 9, 26, 5, 3, 5};
    private static final Set<String> ALL =
            Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    private static final DecoderTraining.Batch BATCH = new DecoderTraining.Batch(
            List.of(IDS, new int[] {7, 8, 9}), new int[] {2, 5, 7, 9}, new int[] {9, 3, 1, 30}, new float[] {
                1, 1, .5f, 2
            });

    static Stream<DecoderShape> shapes() {
        return Stream.of(TinyDecoders.PLAIN, TinyDecoders.EVERYTHING, TinyDecoders.SHARING);
    }

    private static DecoderModule base(DecoderShape shape, DType dtype) {
        return TinyDecoders.random(new Engine(), shape, dtype);
    }

    /** Seeded factors, none of them zero. */
    private static DecoderModule random(DecoderModule base, AdapterShape shape, long seed) {
        DecoderModule adapted = base.adapted(shape);
        Random random = new Random(seed);
        for (WeightLayout.Slot slot : adapted.adapter().orElseThrow().slots()) {
            float[] values = new float[slot.rows() * slot.columns()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            adapted.fillAdapter(slot, 0, values);
        }
        return adapted;
    }

    private static AdapterShape shape(double dropout, Set<String> targets) {
        return new AdapterShape(2, 0.7, dropout, targets);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anAdapterOfZerosChangesNothing(DecoderShape shape) {
        try (DecoderModule base = base(shape, DType.FLOAT32);
                DecoderModule adapted = base.adapted(shape(0, ALL))) {
            assertArrayEquals(base.logits(IDS), adapted.logits(IDS));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void addedToTheWeightsItGivesTheSameLogits(DecoderShape shape) {
        for (Set<String> targets :
                List.of(ALL, Set.of("v_proj"), Set.of("k_proj", "up_proj"), Set.of("down_proj", "o_proj"))) {
            try (DecoderModule base = base(shape, DType.FLOAT64);
                    DecoderModule adapted = random(base, shape(0, targets), 3);
                    DecoderModule merged = adapted.copy(DType.FLOAT64)) {
                double[][] before = base.preciseLogits(IDS);
                double[][] found = adapted.preciseLogits(IDS);
                double[][] expected = merged.preciseLogits(IDS);
                for (int i = 0; i < IDS.length; i++) {
                    assertArrayEquals(expected[i], found[i], 1e-9, targets + " at " + i);
                }
                assertFalse(Arrays.equals(before[3], found[3]), targets + " changes something");
                assertTrue(merged.adapter().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void decodingWithItIsDecodingWithTheSumOfBoth(DecoderShape shape) {
        TokenChoice greedy = new TokenChoice(TinyDecoders.VOCABULARY, 1, 0, 0, 1, 0);
        List<int[]> prompts = List.of(IDS, new int[] {7, 8, 9}, IDS);
        try (DecoderModule base = base(shape, DType.FLOAT32);
                DecoderModule adapted = random(base, shape(0.5, ALL), 3);
                DecoderModule merged = adapted.copy(DType.FLOAT32);
                KeyValueCache expected = cache(merged, greedy, prompts);
                KeyValueCache found = cache(adapted, greedy, prompts);
                KeyValueCache plain = cache(base, greedy, prompts)) {
            KeyValueCache.Sampled wanted = expected.next(6, new float[18]);
            KeyValueCache.Sampled with = found.next(3, new float[9]);
            plain.next(3, new float[9]);
            KeyValueCache.Sampled more = found.next(3, new float[9]);
            for (int row = 0; row < 3; row++) {
                for (int step = 0; step < 3; step++) {
                    assertEquals(wanted.ids()[row * 6 + step], with.ids()[row * 3 + step]);
                    assertEquals(wanted.ids()[row * 6 + 3 + step], more.ids()[row * 3 + step]);
                    assertEquals(wanted.logProbs()[row * 6 + step], with.logProbs()[row * 3 + step], 1e-3f);
                }
            }
        }
    }

    private static KeyValueCache cache(DecoderModule module, TokenChoice choice, List<int[]> prompts) {
        KeyValueCache cache =
                new KeyValueCache(module, choice, new int[0], new CacheRoom(prompts.size(), 8, Long.MAX_VALUE));
        cache.admit(prompts, new int[] {1, 1, 1}, () -> {});
        return cache;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void itsGradientIsTheSlopeOfTheLossToAMillionth(DecoderShape shape) {
        for (double dropout : new double[] {0, 0.4}) {
            try (DecoderModule base = base(shape, DType.FLOAT64);
                    DecoderModule adapted = random(base, shape(dropout, ALL), 5);
                    DecoderTraining training = DecoderTraining.ofAdapter(adapted, Activations.KEPT)) {
                training.accumulate(BATCH, 77);
                for (WeightLayout.Slot slot : adapted.adapter().orElseThrow().slots()) {
                    if (slot.name().contains("layers.1")) {
                        int place = slot.rowLength() * (9 % slot.rows()) + 5 % slot.rowLength();
                        double slope = slope(adapted, slot, place);
                        assertEquals(
                                slope,
                                training.gradient(slot)[place],
                                1e-6 * Math.max(1, Math.abs(slope)),
                                slot.name() + " at " + place + ", dropout " + dropout);
                    }
                }
            }
        }
    }

    private static double slope(DecoderModule adapted, WeightLayout.Slot slot, int place) {
        float step = 0x1p-14f;
        float[] values = adapted.readAdapter(slot, 0, slot.rows());
        float middle = values[place];
        values[place] = middle + step;
        double above = values[place];
        adapted.fillAdapter(slot, 0, values);
        double higher = loss(adapted);
        values[place] = middle - step;
        double below = values[place];
        adapted.fillAdapter(slot, 0, values);
        double lower = loss(adapted);
        values[place] = middle;
        adapted.fillAdapter(slot, 0, values);
        return (higher - lower) / (above - below);
    }

    private static double loss(DecoderModule adapted) {
        try (DecoderTraining training = DecoderTraining.ofAdapter(adapted, Activations.KEPT)) {
            return training.accumulate(BATCH, 77);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recomputedLayersDrawTheSameDropout(DecoderShape shape) {
        try (DecoderModule base = base(shape, DType.FLOAT32);
                DecoderModule adapted = random(base, shape(0.3, ALL), 5);
                DecoderTraining kept = DecoderTraining.ofAdapter(adapted, Activations.KEPT);
                DecoderTraining again = DecoderTraining.ofAdapter(adapted, Activations.RECOMPUTED);
                DecoderTraining other = DecoderTraining.ofAdapter(adapted, Activations.KEPT)) {
            double loss = kept.accumulate(BATCH, 9);
            assertEquals(loss, again.accumulate(BATCH, 9));
            assertFalse(loss == other.accumulate(BATCH, 10), "another draw leaves out something else");
            for (WeightLayout.Slot slot : adapted.adapter().orElseThrow().slots()) {
                assertArrayEquals(kept.gradient(slot), again.gradient(slot), slot.name());
            }
        }
    }

    /** Two adapters are trained in turns; each goes its own way, and the weights below both stay. */
    @Test
    void adaptersThatShareWeightsDoNotSeeEachOther() {
        try (DecoderModule base = base(TinyDecoders.PLAIN, DType.FLOAT32);
                DecoderModule adapted = random(base, shape(0, ALL), 5);
                DecoderModule narrow = random(base, shape(0, Set.of("q_proj")), 6);
                DecoderTraining alone = DecoderTraining.ofAdapter(adapted, Activations.KEPT);
                DecoderTraining one = DecoderTraining.ofAdapter(adapted, Activations.KEPT);
                DecoderTraining two = DecoderTraining.ofAdapter(narrow, Activations.KEPT)) {
            float[][] before = base.logits(IDS);
            float[][] adaptedBefore = adapted.logits(IDS);
            for (int step = 0; step < 3; step++) {
                step(alone);
            }
            for (int step = 0; step < 3; step++) {
                step(one);
                step(two);
            }
            try (DecoderModule first = alone.snapshot(DType.FLOAT32);
                    DecoderModule second = one.snapshot(DType.FLOAT32);
                    DecoderModule third = two.snapshot(DType.FLOAT32)) {
                assertArrayEquals(first.logits(IDS), second.logits(IDS));
                assertFalse(Arrays.deepEquals(second.logits(IDS), third.logits(IDS)));
                assertFalse(Arrays.deepEquals(second.logits(IDS), adaptedBefore));
            }
            assertArrayEquals(before, base.logits(IDS));
            assertArrayEquals(adaptedBefore, adapted.logits(IDS));
        }
    }

    private static void step(DecoderTraining training) {
        training.accumulate(BATCH);
        training.apply(1e-2, 0.9, 0.95, 1e-8, 0, 1);
    }

    @Test
    void theWeightsLiveAsLongAsAnyThatSharesThem() {
        DecoderModule base = base(TinyDecoders.PLAIN, DType.FLOAT32);
        float[][] expected = base.logits(IDS);
        DecoderModule one = base.adapted(shape(0, ALL));
        DecoderModule two = base.adapted(shape(0, Set.of("q_proj")));
        base.close();
        base.close();
        one.close();
        assertArrayEquals(expected, two.logits(IDS));
        two.close();
        assertThrows(IllegalStateException.class, () -> two.adapted(shape(0, ALL)));
    }

    @Test
    void allWeightsCanBeTrainedOnTopOfAnAdapter() {
        try (DecoderModule base = base(TinyDecoders.PLAIN, DType.FLOAT64);
                DecoderModule adapted = random(base, shape(0, ALL), 5);
                DecoderModule merged = adapted.copy(DType.FLOAT64);
                DecoderTraining onAdapter = DecoderTraining.ofWeights(adapted, Activations.KEPT);
                DecoderTraining onMerged = DecoderTraining.ofWeights(merged, Activations.KEPT)) {
            assertEquals(onMerged.accumulate(BATCH), onAdapter.accumulate(BATCH));
        }
    }

    @Test
    void aTargetThatIsNoProjectionIsRefused() {
        try (DecoderModule base = base(TinyDecoders.PLAIN, DType.FLOAT32)) {
            assertThrows(IllegalArgumentException.class, () -> base.adapted(shape(0, Set.of("lm_head"))));
            assertThrows(IllegalArgumentException.class, () -> new AdapterShape(0, 1, 0, ALL));
            assertThrows(IllegalArgumentException.class, () -> new AdapterShape(1, 1, 1, ALL));
            assertThrows(IllegalArgumentException.class, () -> new AdapterShape(1, 1, 0, Set.of()));
        }
    }
}
