package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;
import upft.engine.WeightNames;

/** OLMo 2: norms after the blocks instead of before them, and queries and keys normed over all heads together. */
final class Olmo2 implements Architecture {
    @Override
    public String name() {
        return "Olmo2ForCausalLM";
    }

    @Override
    public String type() {
        return "olmo2";
    }

    @Override
    public WeightNames names() {
        return WeightNames.USUAL.withNorms("post_attention_layernorm", "post_feedforward_layernorm");
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        boolean bias = config.truth("attention_bias");
        LayerForm form = LayerForm.PLAIN
                .withBiases(bias, bias, false)
                .withBlockNorm(LayerForm.BlockNorm.AFTER)
                .withHeadNorm(LayerForm.HeadNorm.ALL_HEADS);
        return config.shape(config.heads(), config.hiddenByHeads(), 1e-5, form, SlidingWindow.NONE);
    }
}
