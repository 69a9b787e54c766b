package upft.model.architecture;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import upft.engine.DecoderShape;
import upft.engine.LayerForm;
import upft.engine.SlidingWindow;
import upft.engine.WeightNames;

/**
 * Phi-3 and 4, mini to medium: Llama's layers with fused projections in their files, positions that turn a part of each
 * head, and two sets of frequencies, for short sequences and for long ones.
 */
final class Phi3 implements Architecture {
    private static final int ORIGINAL_LENGTH = 4096;

    @Override
    public String name() {
        return "Phi3ForCausalLM";
    }

    @Override
    public String type() {
        return "phi3";
    }

    @Override
    public WeightNames names() {
        return WeightNames.USUAL.withFused("self_attn.qkv_proj", "mlp.gate_up_proj");
    }

    @Override
    public DecoderShape shape(ConfigReader config) {
        SlidingWindow window = config.window().everywhere(0);
        return config.shape(config.heads(), config.hiddenByHeads(), 1e-5, LayerForm.PLAIN, window);
    }

    /** A part of each head may be turned; LongRoPE had other names at first. */
    @Override
    public RopeConfig positions(RopeConfig found) {
        return found.renamed(Set.of("su", "yarn"), RopeType.LONGROPE)
                .onlyOf(RopeType.DEFAULT, RopeType.LONGROPE)
                .withOriginalLength(ORIGINAL_LENGTH);
    }

    /**
     * Exactly three fields, of these names; the rest stands outside. Scales of its own have no place there: with them 4
     * refuses the file, which is better than reading it without.
     */
    @Override
    public JsonObject ropeScaling(JsonObject parameters) {
        JsonObject scaling = new JsonObject();
        scaling.addProperty("type", "longrope");
        for (String field : List.of("short_factor", "long_factor", "factor", "attention_factor")) {
            if (parameters.has(field)) {
                scaling.add(field, parameters.get(field));
            }
        }
        return scaling;
    }
}
