package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;

/** Llama 1 to 3 and what was made like them, SmolLM and DeepSeek-R1-Distill-Llama among it; biases are switches. */
final class Llama implements Architecture {
    @Override
    public String name() {
        return "LlamaForCausalLM";
    }

    @Override
    public String type() {
        return "llama";
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        boolean bias = config.truth("attention_bias");
        LayerForm form = LayerForm.PLAIN.withBiases(bias, bias, config.truth("mlp_bias"));
        return config.shape(config.heads(), config.hiddenByHeads(), 1e-6, form, SlidingWindow.NONE);
    }
}
