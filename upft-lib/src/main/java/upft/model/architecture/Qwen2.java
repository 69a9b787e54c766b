package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;

/** Qwen 2, 2.5, their Math and Coder variants, DeepSeek-R1-Distill-Qwen: biases on queries, keys and values alone. */
final class Qwen2 implements Architecture {
    static final int WINDOW = 4096;
    static final int FIRST_WINDOWED_LAYER = 28;
    static final int KV_HEADS = 32;

    @Override
    public String name() {
        return "Qwen2ForCausalLM";
    }

    @Override
    public String type() {
        return "qwen2";
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        LayerForm form = LayerForm.PLAIN.withBiases(true, false, false);
        SlidingWindow window = config.window().byLayer(WINDOW, FIRST_WINDOWED_LAYER);
        return config.shape(KV_HEADS, config.hiddenByHeads(), 1e-6, form, window);
    }
}
