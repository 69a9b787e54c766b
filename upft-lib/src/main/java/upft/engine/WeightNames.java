package upft.engine;

import java.util.List;

/**
 * What the files of an architecture call the weights of a layer, without {@code model.layers.N.} and without
 * {@code .weight} and {@code .bias}. Files that hold several projections in one tensor have one name for them: the engine
 * stacks them in the same order.
 *
 * @param attentionNorm the norm of the attention block
 * @param feedForwardNorm the norm of the feed-forward block
 * @param queryKeyValue names of the projections to queries, keys and values, three or one
 * @param gateUp names of the gate and the up projection, two or one
 */
public record WeightNames(
        String attentionNorm, String feedForwardNorm, List<String> queryKeyValue, List<String> gateUp) {
    /** As most architectures have them. */
    public static final WeightNames USUAL = new WeightNames(
            "input_layernorm",
            "post_attention_layernorm",
            List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
            List.of("mlp.gate_proj", "mlp.up_proj"));

    public WeightNames {
        queryKeyValue = List.copyOf(queryKeyValue);
        gateUp = List.copyOf(gateUp);
        if (queryKeyValue.size() != 3 && queryKeyValue.size() != 1 || gateUp.size() != 2 && gateUp.size() != 1) {
            throw new IllegalArgumentException(queryKeyValue + " " + gateUp);
        }
    }

    /** With norms of other names. */
    public WeightNames withNorms(String ofAttention, String ofFeedForward) {
        return new WeightNames(ofAttention, ofFeedForward, queryKeyValue, gateUp);
    }

    /** With all of a block's input projections in one tensor. */
    public WeightNames withFused(String allOfAttention, String allOfFeedForward) {
        return new WeightNames(attentionNorm, feedForwardNorm, List.of(allOfAttention), List.of(allOfFeedForward));
    }
}
