package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        EVERYTHING(TinyDecoders.EVERYTHING);

        private final DecoderShape shape;

        Form(DecoderShape shape) {
            this.shape = shape;
        }

        DecoderModule random() {
            return TinyDecoders.random(new Engine(), shape, DType.FLOAT32);
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "PLAIN, 2", "EVERYTHING, 1", "EVERYTHING, 2"})
    void segmentsChangeMemoryAndNotTheGradient(Form form, int layersPerSegment) {
        DecoderTraining.Batch batch = new DecoderTraining.Batch(
                List.of(IDS, new int[] {7, 8, 9}), new int[] {2, 5, 7, 9}, new int[] {9, 3, 1, 30}, new float[] {
                    1, 1, .5f, 2
                });
        try (DecoderModule module = form.random();
                DecoderTraining whole = new DecoderTraining(module, TinyDecoders.LAYERS);
                DecoderTraining segmented = new DecoderTraining(module, layersPerSegment)) {
            assertEquals(whole.accumulate(batch), segmented.accumulate(batch));
            for (WeightLayout.Slot slot : whole.layout().slots()) {
                assertArrayEquals(whole.gradient(slot), segmented.gradient(slot), slot.name());
            }
        }
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
                    DecoderTraining training = new DecoderTraining(small, 1);
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
