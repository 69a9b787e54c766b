package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;

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
        int headWidth = config.headWidth(config.hiddenByHeads());
        return config.shape(
                config.kvHeads(KV_HEADS),
                headWidth,
                config.normEpsilon(1e-6),
                config.rope().rotary(headWidth),
                LayerForm.PLAIN.withBiases(true, false, false),
                config.window().byLayer(WINDOW, FIRST_WINDOWED_LAYER));
    }
}
