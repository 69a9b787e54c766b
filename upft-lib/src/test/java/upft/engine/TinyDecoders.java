package upft.engine;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** Decoders of a few thousand numbers, for tests of the engine. */
final class TinyDecoders {
    static final int VOCABULARY = 31;
    static final int LAYERS = 3;

    /** As Llama's first, with grouped-query attention and tied embeddings. */
    static final DecoderShape PLAIN = new DecoderShape(
            VOCABULARY,
            16,
            24,
            LAYERS,
            4,
            2,
            4,
            1e-5,
            true,
            Rotary.fixed(Rotary.frequencies(10_000, 4), 1),
            LayerForm.PLAIN,
            SlidingWindow.NONE);

    /** Every bias, both kinds of norms, a sliding window, positions that switch: all switches at once. */
    static final DecoderShape EVERYTHING = new DecoderShape(
            VOCABULARY,
            16,
            24,
            LAYERS,
            4,
            2,
            6,
            1e-5,
            false,
            Rotary.switching(List.of(1f, 0.3f), List.of(0.7f, 0.1f), 1.2, 6),
            new LayerForm(true, true, true, LayerForm.BlockNorm.AFTER, LayerForm.HeadNorm.ALL_HEADS),
            new SlidingWindow(3, Set.of(1)));

    /** The same with positions that turn a part of each head and do not depend on a row's length. */
    static final DecoderShape SHARING = new DecoderShape(
            VOCABULARY,
            16,
            24,
            LAYERS,
            4,
            2,
            6,
            1e-5,
            false,
            Rotary.fixed(List.of(1f, 0.3f), 1.2),
            new LayerForm(true, true, true, LayerForm.BlockNorm.AFTER, LayerForm.HeadNorm.EACH_HEAD),
            new SlidingWindow(3, Set.of(1)));

    private TinyDecoders() {}

    static WeightLayout layout(DecoderShape shape) {
        return new WeightLayout(shape, WeightNames.USUAL);
    }

    /** Seeded weights in [-0.3, 0.7). */
    static DecoderModule random(Engine engine, DecoderShape shape, DType dtype) {
        DecoderModule module = DecoderModule.zeros(engine, layout(shape), dtype);
        Random random = new Random(1);
        for (WeightLayout.Slot slot : module.layout().slots()) {
            float[] values = new float[slot.rows() * slot.rowLength()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.3f;
            }
            module.fill(slot, 0, values);
        }
        return module;
    }
}
