package upft.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the factors of an adapter lie in its list of tensors. Projections that are one product have their first factors in
 * one tensor, one above the other, and their second ones apart.
 */
public final class AdapterLayout {
    /** The products of a layer, by their place among its tensors. */
    private static final List<WeightLayout.Part> PRODUCTS = List.of(
            WeightLayout.Part.QUERY_KEY_VALUE,
            WeightLayout.Part.OUTPUT,
            WeightLayout.Part.GATE_UP,
            WeightLayout.Part.DOWN);

    private static final int MOST_PARTS = 3;
    private static final int NUMBERS_A_PRODUCT = 2 + 2 * MOST_PARTS;

    private final AdapterShape shape;
    private final Map<String, WeightLayout.Slot> slots = new LinkedHashMap<>();
    private final List<int[]> tensors = new ArrayList<>();
    private final long[] table = new long[1 + PRODUCTS.size() * NUMBERS_A_PRODUCT];

    /** @throws IllegalArgumentException naming a target that no projection has */
    public AdapterLayout(WeightLayout weights, AdapterShape shape) {
        this.shape = shape;
        Set<String> unknown = new TreeSet<>(shape.targets());
        unknown.removeAll(projections(weights));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no projection is named " + unknown + "; there are " + projections(weights));
        }
        for (int layer = 0; layer < weights.shape().layers(); layer++) {
            int first = tensors.size();
            for (int product = 0; product < PRODUCTS.size(); product++) {
                int tensor = 1 + layer * weights.tensorsALayer() + weights.place(PRODUCTS.get(product));
                add(1 + product * NUMBERS_A_PRODUCT, first, targeted(weights, tensor));
            }
            table[0] = tensors.size() - first;
        }
    }

    /** The projections that can have an adapter, by the last part of their names, in the order of a layer. */
    public static List<String> projections(WeightLayout weights) {
        return PRODUCTS.stream()
                .flatMap(product -> at(weights, 1 + weights.place(product)).stream())
                .map(AdapterLayout::projection)
                .toList();
    }

    /** The fewest rows or columns that one of these projections has: no rank above it says more. */
    public static int smallestSide(WeightLayout weights, Set<String> targets) {
        return weights.slots().stream()
                .filter(slot -> slot.columns() > 0 && targets.contains(projection(slot)))
                .mapToInt(slot -> Math.min(slot.rows(), slot.columns()))
                .min()
                .orElseThrow();
    }

    public AdapterShape shape() {
        return shape;
    }

    /** All factors, named as in {@code model.layers.0.self_attn.q_proj.lora_A.weight}. */
    public List<WeightLayout.Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** @throws IllegalArgumentException if no factor has this name */
    public WeightLayout.Slot slot(String name) {
        WeightLayout.Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no factor of the adapter is named " + name);
        }
        return slot;
    }

    /** Whether a slot is of a second factor B, which is zero in a new adapter. */
    public static boolean isSecond(WeightLayout.Slot slot) {
        return slot.name().endsWith(".lora_B.weight");
    }

    /** How many numbers the factors are. */
    public long parameters() {
        return slots.values().stream()
                .mapToLong(slot -> (long) slot.rows() * slot.rowLength())
                .sum();
    }

    /** Rows and columns of all tensors, one after the other. */
    int[] sizes() {
        return tensors.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** What the script needs to find them. */
    long[] table() {
        return table.clone();
    }

    private List<WeightLayout.Slot> targeted(WeightLayout weights, int tensor) {
        return at(weights, tensor).stream()
                .filter(slot -> shape.targets().contains(projection(slot)))
                .toList();
    }

    private void add(int at, int firstOfLayer, List<WeightLayout.Slot> parts) {
        table[at] = tensors.size() - firstOfLayer;
        table[at + 1] = parts.size();
        if (parts.isEmpty()) {
            return;
        }
        int rank = shape.rank();
        int columns = parts.get(0).columns();
        for (int part = 0; part < parts.size(); part++) {
            WeightLayout.Slot of = parts.get(part);
            table[at + 2 + 2 * part] = of.firstRow();
            table[at + 3 + 2 * part] = of.rows();
            put(new WeightLayout.Slot(factor(of, "lora_A"), tensors.size(), part * rank, rank, columns));
        }
        tensors.add(new int[] {parts.size() * rank, columns});
        for (WeightLayout.Slot of : parts) {
            put(new WeightLayout.Slot(factor(of, "lora_B"), tensors.size(), 0, of.rows(), rank));
            tensors.add(new int[] {of.rows(), rank});
        }
    }

    private void put(WeightLayout.Slot slot) {
        slots.put(slot.name(), slot);
    }

    private static List<WeightLayout.Slot> at(WeightLayout weights, int tensor) {
        return weights.slots().stream().filter(slot -> slot.tensor() == tensor).collect(Collectors.toList());
    }

    /** Such as {@code q_proj} of {@code model.layers.0.self_attn.q_proj.weight}. */
    private static String projection(WeightLayout.Slot slot) {
        String[] parts = slot.name().split("\\.");
        return parts[parts.length - 2];
    }

    private static String factor(WeightLayout.Slot of, String name) {
        String weight = of.name();
        return weight.substring(0, weight.length() - "weight".length()) + name + ".weight";
    }
}
