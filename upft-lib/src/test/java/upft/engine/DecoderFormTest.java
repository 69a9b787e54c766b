package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a decoder of any form: of the plainest, and of one with all switches on at once. */
class DecoderFormTest {
    private static final int[] IDS = {3, 14, 15, 9, 26, 5, 3, 5};

    private enum Form {
        PLAIN(TinyDecoders.PLAIN),
        EVERYTHING(TinyDecoders.EVERYTHING),
        /** Of all switches those that let rows share what they begin with. */
        SHARING(TinyDecoders.SHARING);

        private final DecoderShape shape;

        Form(DecoderShape shape) {
            this.shape = shape;
        }

        DecoderModule random() {
            return TinyDecoders.random(new Engine(), shape, DType.FLOAT32);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void recomputingChangesMemoryAndNotTheGradient(Form form) {
        DecoderTraining.Batch batch = new DecoderTraining.Batch(
                List.of(IDS, new int[] {7, 8, 9}), new int[] {2, 5, 7, 9}, new int[] {9, 3, 1, 30}, new float[] {
                    1, 1, .5f, 2
                });
        try (DecoderModule module = form.random();
                DecoderTraining kept = DecoderTraining.ofWeights(module, Activations.KEPT);
                DecoderTraining recomputed = DecoderTraining.ofWeights(module, Activations.RECOMPUTED)) {
            assertEquals(kept.accumulate(batch), recomputed.accumulate(batch));
            for (WeightLayout.Slot slot : kept.layout().slots()) {
                assertArrayEquals(kept.gradient(slot), recomputed.gradient(slot), slot.name());
            }
        }
    }

    /** Rows with the same beginning, of which one ends where another goes on, and with the same position in the loss. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void whatRowsBeginWithIsComputedOnceAndTheGradientIsThatOfEachAlone(Form form) {
        List<int[]> rows = List.of(new int[] {3, 14, 15, 9, 26}, IDS, new int[] {3, 14, 7}, new int[] {8, 3}, IDS);
        int[][] sources = {{2, 4}, {2, 7}, {1}, {1}, {4, 7}};
        int[][] targets = {{1, 2}, {3, 4}, {5}, {6}, {7, 8}};
        try (DecoderModule module = TinyDecoders.random(new Engine(), form.shape, DType.FLOAT64);
                DecoderTraining together = DecoderTraining.ofWeights(module, Activations.KEPT);
                DecoderTraining apart = DecoderTraining.ofWeights(module, Activations.KEPT)) {
            double loss = 0;
            int before = 0;
            List<Integer> allSources = new ArrayList<>();
            List<Integer> allTargets = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                loss += apart.accumulate(batch(List.of(rows.get(row)), sources[row], targets[row]));
                for (int i = 0; i < sources[row].length; i++) {
                    allSources.add(before + sources[row][i]);
                    allTargets.add(targets[row][i]);
                }
                before += rows.get(row).length;
            }
            assertEquals(loss, together.accumulate(batch(rows, ints(allSources), ints(allTargets))), 1e-12 * loss);
            for (WeightLayout.Slot slot : together.layout().slots()) {
                float[] expected = apart.gradient(slot);
                double largest = IntStream.range(0, expected.length)
                        .mapToDouble(i -> Math.abs(expected[i]))
                        .max()
                        .orElseThrow();
                assertArrayEquals(expected, together.gradient(slot), (float) (1e-6 * largest), slot.name());
            }
        }
    }

    private static DecoderTraining.Batch batch(List<int[]> rows, int[] sources, int[] targets) {
        float[] weights = new float[sources.length];
        Arrays.fill(weights, 0.25f);
        return new DecoderTraining.Batch(rows, sources, targets, weights);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Half precision has 8 or 11 bits; the logits of three layers agree to a few of those. */
    @ParameterizedTest
    @CsvSource({"PLAIN, BFLOAT16", "PLAIN, FLOAT16", "EVERYTHING, BFLOAT16", "EVERYTHING, FLOAT16"})
    void halfPrecisionIsASwitch(Form form, DType half) {
        try (DecoderModule full = form.random();
                DecoderModule small = full.copy(half)) {
            float[][] expected = full.logits(IDS);
            float[][] found = small.logits(IDS);
            for (int i = 0; i < IDS.length; i++) {
                assertArrayEquals(expected[i], found[i], 0.1f);
            }
            assertEquals(full.bytes() / 2, small.bytes());
            TokenChoice choice = new TokenChoice(TinyDecoders.VOCABULARY, 1, 1, 0, 1, 0);
            try (KeyValueCache cache =
                            new KeyValueCache(small, choice, new int[] {3}, new CacheRoom(2, 8, Long.MAX_VALUE));
                    DecoderTraining training = DecoderTraining.ofWeights(small, Activations.RECOMPUTED);
                    DecoderModule snapshot = training.snapshot(DType.FLOAT32)) {
                cache.admit(List.of(new int[] {3, 1, 4}, IDS), new int[] {1, 1}, () -> {});
                assertEquals(16, cache.next(8, new float[16]).ids().length);
                assertEquals(DType.FLOAT32, snapshot.dtype());
            }
        }
    }

    /** Of the second form, rows that outgrow a length of six tokens are computed anew in the middle of a call. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void stepsInOneCallAreThoseOfManyCalls(Form form) {
        List<int[]> prompts = List.of(new int[] {3, 1, 4}, new int[] {1, 5, 9, 2, 6}, IDS);
        int steps = 9;
        float[] uniforms = uniforms(prompts.size() * steps);
        try (DecoderModule module = form.random();
                KeyValueCache once = cache(module, new int[0], prompts, 1, 1, 1);
                KeyValueCache often = cache(module, new int[0], prompts, 1, 1, 1)) {
            KeyValueCache.Sampled all = once.next(steps, uniforms);
            for (int step = 0; step < steps; step++) {
                KeyValueCache.Sampled one =
                        often.next(1, new float[] {uniforms[step], uniforms[steps + step], uniforms[2 * steps + step]});
                for (int row = 0; row < prompts.size(); row++) {
                    int at = row * steps + step;
                    String where = "row " + row + ", step " + step;
                    assertEquals(one.ids()[row], all.ids()[at], where);
                    assertEquals(one.logProbs()[row], all.logProbs()[at], 1e-4f, where);
                    assertEquals(one.samplingLogProbs()[row], all.samplingLogProbs()[at], 1e-4f, where);
                }
            }
        }
    }

    /** Of the second form, some of these share the beginning and some are too long to; of the first, one is shared. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void promptsOfAnyLengthAndForAnyNumberOfRowsComeInTogetherBehindTheirBeginning(Form form) {
        int[] beginning = {3, 1};
        List<int[]> prompts = List.of(
                new int[] {3, 1, 4, 1}, new int[] {3, 1, 4, 1, 5, 9, 2, 6, 5}, new int[] {3, 1, 4, 1, 5}, new int[] {
                    3, 1, 5, 8, 9, 7, 9
                });
        int[] promptOfRow = {0, 1, 2, 2, 2, 3};
        int steps = 4;
        float[] uniforms = uniforms(promptOfRow.length * steps);
        try (DecoderModule module = form.random();
                KeyValueCache together = cache(module, beginning, prompts, 1, 1, 3, 1)) {
            KeyValueCache.Sampled all = together.next(steps, uniforms);
            for (int row = 0; row < promptOfRow.length; row++) {
                float[] own = Arrays.copyOfRange(uniforms, row * steps, (row + 1) * steps);
                try (KeyValueCache alone = cache(module, new int[0], List.of(prompts.get(promptOfRow[row])), 1)) {
                    KeyValueCache.Sampled wanted = alone.next(steps, own);
                    for (int step = 0; step < steps; step++) {
                        String where = "row " + row + ", step " + step;
                        assertEquals(wanted.ids()[step], all.ids()[row * steps + step], where);
                        assertEquals(wanted.logProbs()[step], all.logProbs()[row * steps + step], 1e-4f, where);
                    }
                }
            }
        }
    }

    private static KeyValueCache cache(
            DecoderModule module, int[] beginning, List<int[]> prompts, int... rowsOfPrompts) {
        TokenChoice choice = new TokenChoice(TinyDecoders.VOCABULARY, 1, 1, 0, 1, 0);
        KeyValueCache cache = new KeyValueCache(
                module,
                choice,
                beginning,
                new CacheRoom(IntStream.of(rowsOfPrompts).sum(), 8, Long.MAX_VALUE));
        cache.admit(prompts, rowsOfPrompts, () -> {});
        return cache;
    }

    private static float[] uniforms(int count) {
        Random random = new Random(5);
        float[] uniforms = new float[count];
        for (int i = 0; i < count; i++) {
            uniforms[i] = random.nextFloat();
        }
        return uniforms;
    }

    @Test
    void aDecoderThatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SlidingWindow(0, Set.of(1)));
        assertThrows(IllegalArgumentException.class, () -> Rotary.fixed(List.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> Rotary.switching(List.of(1f), List.of(1f, 2f), 1, 6));
        assertThrows(IllegalArgumentException.class, () -> Rotary.falling(List.of(1f), 2, 6));
        assertThrows(IllegalArgumentException.class, () -> shape(3, 2, 6));
        assertThrows(IllegalArgumentException.class, () -> shape(4, 2, 5));
        assertThrows(IllegalArgumentException.class, () -> shape(4, 2, 2));
    }

    private static DecoderShape shape(int heads, int kvHeads, int headWidth) {
        Rotary rotary = TinyDecoders.EVERYTHING.rotary();
        return new DecoderShape(
                31, 16, 24, 4, heads, kvHeads, headWidth, 1e-5, false, rotary, LayerForm.PLAIN, SlidingWindow.NONE);
    }
}
