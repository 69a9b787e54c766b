package upft.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the weights of a Hugging Face model lie in the script's list of tensors: the embedding, each layer's tensors, the
 * final norm and, where it is not tied, the head. Query, key and value projections lie one above the other in one tensor,
 * as do the gate and up projections: one large product is faster than three small ones.
 */
public final class WeightLayout {
    private static final String OUTPUT = "self_attn.o_proj";
    private static final String DOWN = "mlp.down_proj";

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

        /** Whether this is a bias: a vector that is added. */
        public boolean isBias() {
            return name.endsWith(".bias");
        }
    }

    /** The tensors of a layer: six in all of them, in this order, then those that the form asks for. */
    enum Part {
        ATTENTION_NORM,
        QUERY_KEY_VALUE,
        OUTPUT,
        FEED_FORWARD_NORM,
        GATE_UP,
        DOWN,
        QUERY_KEY_VALUE_BIAS,
        OUTPUT_BIAS,
        GATE_UP_BIAS,
        DOWN_BIAS,
        QUERY_NORM,
        KEY_NORM
    }

    private final DecoderShape shape;
    private final WeightNames names;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<int[]> tensors = new ArrayList<>();
    private final Map<Part, Integer> places = new EnumMap<>(Part.class);

    public WeightLayout(DecoderShape shape, WeightNames names) {
        this.shape = shape;
        this.names = names;
        tensor(shape.hidden(), "model.embed_tokens.weight", shape.vocabulary());
        for (int layer = 0; layer < shape.layers(); layer++) {
            places.clear();
            always("model.layers." + layer + ".");
            biases("model.layers." + layer + ".");
            headNorms("model.layers." + layer + ".");
        }
        tensor(0, "model.norm.weight", shape.hidden());
        if (!shape.tied()) {
            tensor(shape.hidden(), "lm_head.weight", shape.vocabulary());
        }
    }

    public DecoderShape shape() {
        return shape;
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

    /** How many tensors a layer has. */
    int tensorsALayer() {
        return places.size();
    }

    /** Which of its layer's tensors a part is, from 0; -1 if the layers have none. */
    int place(Part part) {
        return places.getOrDefault(part, -1);
    }

    private void always(String layer) {
        part(Part.ATTENTION_NORM, 0, List.of(layer + names.attentionNorm() + ".weight"), shape.hidden());
        part(Part.QUERY_KEY_VALUE, shape.hidden(), all(layer, names.queryKeyValue(), ".weight"), queryKeyValueRows());
        part(Part.OUTPUT, queryWidth(), List.of(layer + OUTPUT + ".weight"), shape.hidden());
        part(Part.FEED_FORWARD_NORM, 0, List.of(layer + names.feedForwardNorm() + ".weight"), shape.hidden());
        part(Part.GATE_UP, shape.hidden(), all(layer, names.gateUp(), ".weight"), gateUpRows());
        part(Part.DOWN, shape.intermediate(), List.of(layer + DOWN + ".weight"), shape.hidden());
    }

    private void biases(String layer) {
        LayerForm form = shape.form();
        if (form.queryKeyValueBias()) {
            part(Part.QUERY_KEY_VALUE_BIAS, 0, all(layer, names.queryKeyValue(), ".bias"), queryKeyValueRows());
        }
        if (form.outputBias()) {
            part(Part.OUTPUT_BIAS, 0, List.of(layer + OUTPUT + ".bias"), shape.hidden());
        }
        if (form.feedForwardBias()) {
            part(Part.GATE_UP_BIAS, 0, all(layer, names.gateUp(), ".bias"), gateUpRows());
            part(Part.DOWN_BIAS, 0, List.of(layer + DOWN + ".bias"), shape.hidden());
        }
    }

    private void headNorms(String layer) {
        LayerForm.HeadNorm norm = shape.form().headNorm();
        if (norm != LayerForm.HeadNorm.NONE) {
            boolean each = norm == LayerForm.HeadNorm.EACH_HEAD;
            int queries = each ? shape.headWidth() : queryWidth();
            int keys = each ? shape.headWidth() : keyWidth();
            part(Part.QUERY_NORM, 0, List.of(layer + "self_attn.q_norm.weight"), queries);
            part(Part.KEY_NORM, 0, List.of(layer + "self_attn.k_norm.weight"), keys);
        }
    }

    private int queryWidth() {
        return shape.heads() * shape.headWidth();
    }

    private int keyWidth() {
        return shape.kvHeads() * shape.headWidth();
    }

    private int[] queryKeyValueRows() {
        return names.queryKeyValue().size() == 1
                ? new int[] {queryWidth() + 2 * keyWidth()}
                : new int[] {queryWidth(), keyWidth(), keyWidth()};
    }

    private int[] gateUpRows() {
        int one = shape.intermediate();
        return names.gateUp().size() == 1 ? new int[] {2 * one} : new int[] {one, one};
    }

    private static List<String> all(String layer, List<String> projections, String kind) {
        return projections.stream().map(name -> layer + name + kind).collect(Collectors.toList());
    }

    /** A tensor of a layer in which these weights lie one above the other. */
    private void part(Part part, int columns, List<String> weights, int... rows) {
        places.put(part, places.size());
        tensor(columns, weights.get(0), rows[0]);
        for (int i = 1; i < rows.length; i++) {
            append(weights.get(i), rows[i]);
        }
    }

    private void tensor(int columns, String name, int rows) {
        tensors.add(new int[] {0, columns});
        append(name, rows);
    }

    /** Lays a weight below those that the last tensor holds. */
    private void append(String name, int rows) {
        int[] size = tensors.get(tensors.size() - 1);
        slots.put(name, new Slot(name, tensors.size() - 1, size[0], rows, size[1]));
        size[0] += rows;
    }
}
