package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder with every bias, both kinds of norms, a sliding window and positions that switch: all switches at once. */
class DecoderFormTest {
    private static final Rotary ROTARY = Rotary.switching(List.of(1f, 0.3f), List.of(0.7f, 0.1f), 1.2, 6);
    private static final DecoderShape EVERYTHING = new DecoderShape(
            31,
            16,
            24,
            4,
            4,
            2,
            6,
            1e-5,
            false,
            ROTARY,
            new LayerForm(true, true, true, LayerForm.BlockNorm.AFTER, LayerForm.HeadNorm.ALL_HEADS),
            new SlidingWindow(3, Set.of(1, 3)));
    private static final TokenChoice PLAIN = new TokenChoice(31, 1, 1, 0, 1, 0);
    private static final int[] IDS = {3, 14, 15, 9, 26, 5, 3, 5};

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void segmentsChangeMemoryAndNotTheGradient(int layersPerSegment) {
        DecoderTraining.Batch batch = new DecoderTraining.Batch(
                List.of(IDS, new int[] {7, 8, 9}), new int[] {2, 5, 7, 9}, new int[] {9, 3, 1, 30}, new float[] {
                    1, 1, .5f, 2
                });
        try (DecoderModule module = random(DType.FLOAT32);
                DecoderTraining plain = new DecoderTraining(module, 4);
                DecoderTraining segmented = new DecoderTraining(module, layersPerSegment)) {
            assertEquals(plain.accumulate(batch), segmented.accumulate(batch));
            for (WeightLayout.Slot slot : plain.layout().slots()) {
                assertArrayEquals(plain.gradient(slot), segmented.gradient(slot), slot.name());
            }
        }
    }

    /** Half precision has 8 or 11 bits; the logits of four layers agree to a few of those. */
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BFLOAT16", "FLOAT16"})
    void halfPrecisionIsASwitch(DType half) {
        try (DecoderModule full = random(DType.FLOAT32);
                DecoderModule small = full.copy(half);
                KeyValueCache cache = new KeyValueCache(small, PLAIN, new int[] {3}, 2, 8)) {
            float[][] expected = full.logits(IDS);
            float[][] found = small.logits(IDS);
            for (int i = 0; i < IDS.length; i++) {
                assertArrayEquals(expected[i], found[i], 0.1f);
            }
            cache.admit(List.of(new int[] {3, 1, 4}, new int[] {3, 1, 4, 1, 5, 9, 2, 6}), new int[] {1, 1});
            assertEquals(16, cache.next(8, new float[16]).ids().length);
        }
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
        return new DecoderShape(
                31, 16, 24, 4, heads, kvHeads, headWidth, 1e-5, false, ROTARY, LayerForm.PLAIN, SlidingWindow.NONE);
    }

    private static DecoderModule random(DType dtype) {
        WeightLayout layout = new WeightLayout(EVERYTHING, WeightNames.USUAL);
        DecoderModule module = DecoderModule.zeros(new Engine(), layout, dtype);
        Random random = new Random(1);
        for (WeightLayout.Slot slot : layout.slots()) {
            float[] values = new float[slot.rows() * slot.rowLength()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.3f;
            }
            module.fill(slot, 0, values);
        }
        return module;
    }
}
