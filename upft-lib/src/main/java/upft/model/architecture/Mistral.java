package upft.model.architecture;

import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;

/** Mistral 7B and its like: Llama's layers, with a sliding window in all of them or, from version 0.2 on, in none. */
final class Mistral implements Architecture {
    private static final int WINDOW = 4096;
    private static final int KV_HEADS = 8;

    @Override
    public String name() {
        return "MistralForCausalLM";
    }

    @Override
    public String type() {
        return "mistral";
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        SlidingWindow window = config.window().everywhere(WINDOW);
        return config.shape(KV_HEADS, config.hiddenByHeads(), 1e-6, LayerForm.PLAIN, window);
    }
}
