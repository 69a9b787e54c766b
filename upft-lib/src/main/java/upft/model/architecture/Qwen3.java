package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;

/** Qwen 3: each head's queries and keys are normed; heads are 128 wide whatever the hidden size. */
final class Qwen3 implements Architecture {
    private static final int HEAD_WIDTH = 128;

    @Override
    public String name() {
        return "Qwen3ForCausalLM";
    }

    @Override
    public String type() {
        return "qwen3";
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        boolean bias = config.truth("attention_bias");
        LayerForm form = LayerForm.PLAIN.withBiases(bias, bias, false).withHeadNorm(LayerForm.HeadNorm.EACH_HEAD);
        SlidingWindow window = config.window().byLayer(Qwen2.WINDOW, Qwen2.FIRST_WINDOWED_LAYER);
        return config.shape(Qwen2.KV_HEADS, HEAD_WIDTH, 1e-6, form, window);
    }
}
