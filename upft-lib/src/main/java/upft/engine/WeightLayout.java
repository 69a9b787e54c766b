package upft.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the weights of a Hugging Face Llama lie in the script's list of tensors. Query, key and value projections lie one
 * above the other in one tensor, as do the gate and up projections: one large product is faster than three small ones.
 */
public final class WeightLayout {
    /**
     * A weight by its Hugging Face name.
     *
     * @param tensor index of the script's tensor that holds it
     * @param firstRow its first row in there
     * @param columns 0 for a vector
     */
    public record Slot(String name, int tensor, int firstRow, int rows, int columns) {
        /** The shape that a file gives this weight. */
        public long[] shape() {
            return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
        }

        /** Numbers in one row. */
        public int rowLength() {
            return Math.max(1, columns);
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<int[]> tensors = new ArrayList<>();

    public WeightLayout(DecoderShape shape) {
        tensor(shape.hidden(), "model.embed_tokens.weight", shape.vocabulary());
        for (int layer = 0; layer < shape.layers(); layer++) {
            layer(shape, "model.layers." + layer + ".");
        }
        tensor(0, "model.norm.weight", shape.hidden());
        if (!shape.tied()) {
            tensor(shape.hidden(), "lm_head.weight", shape.vocabulary());
        }
    }

    /** All weights, in the order of the tensors that hold them. */
    public List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** @throws IllegalArgumentException if no weight has this name */
    public Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no weight is named " + name);
        }
        return slot;
    }

    /** How many numbers the weights are. */
    public long parameters() {
        return slots.values().stream()
                .mapToLong(slot -> (long) slot.rows() * slot.rowLength())
                .sum();
    }

    /** Rows and columns of each of the script's tensors. */
    List<int[]> tensors() {
        return tensors;
    }

    private void layer(DecoderShape shape, String prefix) {
        int queries = shape.heads() * shape.headWidth();
        int keys = shape.kvHeads() * shape.headWidth();
        tensor(0, prefix + "input_layernorm.weight", shape.hidden());
        int attention = tensor(shape.hidden(), prefix + "self_attn.q_proj.weight", queries);
        append(attention, prefix + "self_attn.k_proj.weight", keys);
        append(attention, prefix + "self_attn.v_proj.weight", keys);
        tensor(queries, prefix + "self_attn.o_proj.weight", shape.hidden());
        tensor(0, prefix + "post_attention_layernorm.weight", shape.hidden());
        int feedForward = tensor(shape.hidden(), prefix + "mlp.gate_proj.weight", shape.intermediate());
        append(feedForward, prefix + "mlp.up_proj.weight", shape.intermediate());
        tensor(shape.intermediate(), prefix + "mlp.down_proj.weight", shape.hidden());
    }

    /** A tensor of its own, which others may be appended to. */
    private int tensor(int columns, String name, int rows) {
        tensors.add(new int[] {0, columns});
        append(tensors.size() - 1, name, rows);
        return tensors.size() - 1;
    }

    private void append(int tensor, String name, int rows) {
        int[] size = tensors.get(tensor);
        slots.put(name, new Slot(name, tensor, size[0], rows, size[1]));
        size[0] += rows;
    }
}
