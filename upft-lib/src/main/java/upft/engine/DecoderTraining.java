package upft.engine;

import java.util.Arrays;
import java.util.List;
import upft.task.CancelledException;

/**
 * A copy of a model's weights, or of its adapter's, with gradients and AdamW's state, all float32 in native memory (float64 if
 * the weights are). For n parameters that are trained that is 16 n bytes, besides the activations of a micro-batch.
 */
public final class DecoderTraining implements AutoCloseable {
    /** So that a draw and a layer's number are one number of 63 bits. */
    private static final long MOST_DRAWS = 1L << 62;

    /**
     * A micro-batch.
     *
     * @param inputs the tokens of each row that the model reads
     * @param sources positions, counted through all inputs, whose next token is in the loss
     * @param targets those next tokens
     * @param weights their weights in the loss
     */
    public record Batch(List<int[]> inputs, int[] sources, int[] targets, float[] weights) {}

    /** What AdamW changes with each step, each as large as the weights. Their order is the script's. */
    public enum Part {
        WEIGHTS,
        /** Running means of the gradients. */
        MEANS,
        /** Running means of their squares. */
        SQUARES
    }

    private final DecoderModule module;
    private final Activations activations;
    private final boolean drops;
    private final StopFlag stop = new StopFlag();

    private DecoderTraining(DecoderModule module, Activations activations) {
        this.module = module;
        this.activations = activations;
        this.drops =
                module.adapter().filter(layout -> layout.shape().dropout() > 0).isPresent();
    }

    /**
     * Training of a copy of all weights, to which an adapter that the base has is added first. Weights of bfloat16 stay
     * that, and the optimiser changes float32 masters of them; in float16 a gradient would not fit, so that it is float32. Until
     * the base is used again, its own weights take half of the memory if they lose nothing by it.
     */
    public static DecoderTraining ofWeights(DecoderModule base, Activations activations) {
        DecoderModule copy = base.copy(
                base.dtype() == DType.BFLOAT16 ? DType.BFLOAT16 : base.dtype().wide());
        base.narrow();
        copy.engine().call(() -> {
            try (ScriptCall call = copy.method("begin_training")) {
                return call.integers(0).runTracked().size();
            }
        });
        return new DecoderTraining(copy, activations);
    }

    /** Training of a copy of the adapter that the base has; the weights are shared with the base and stay as they are. */
    public static DecoderTraining ofAdapter(DecoderModule base, Activations activations) {
        return new DecoderTraining(base.trained(), activations);
    }

    /** Adds the batch's gradient to the step under way; gives its loss, the weighted sum over the targets. */
    public double accumulate(Batch batch) {
        return accumulate(batch, 1);
    }

    /** @param draw which of many draws of dropout this is; above 0 */
    public double accumulate(Batch batch, long draw) {
        if (draw < 1 || draw >= MOST_DRAWS) {
            throw new IllegalArgumentException("draw " + draw);
        }
        if (batch.inputs().isEmpty()) {
            throw new IllegalArgumentException("a batch of no rows");
        }
        batch.inputs().forEach(module::requireIds);
        module.requireIds(batch.targets());
        SharedRows shared = rows(batch.inputs());
        PackedRows packed = shared.packed();
        requireSources(batch, shared.tokens().length);
        module.unpack();
        int[] sources =
                Arrays.stream(batch.sources()).map(at -> shared.tokens()[at]).toArray();
        double loss = module.engine().call(() -> {
            try (ScriptCall call = module.method("accumulate")) {
                return call.integers(packed.ids())
                        .integers(packed.places())
                        .integers(packed.lengths())
                        .integers(packed.rows())
                        .integers(packed.unpacking())
                        .integers(packed.packing())
                        .integers(sources)
                        .integers(batch.targets())
                        .floats(batch.weights(), batch.weights().length)
                        .integers(draw, activations == Activations.RECOMPUTED ? 1 : 0)
                        .flag(stop)
                        .runTracked()
                        .get(0)
                        .toDoubleArray()[0];
            }
        });
        if (stop.isRaised()) {
            throw new CancelledException();
        }
        return loss;
    }

    /**
     * Clips by the global norm, takes one AdamW step and clears the gradient; a norm that is not finite changes nothing
     * but the gradient.
     *
     * @return the norm before clipping
     */
    public double apply(
            double learningRate, double beta1, double beta2, double epsilon, double weightDecay, double maxNorm) {
        return module.engine().call(() -> {
            try (ScriptCall call = module.method("apply")) {
                return call.doubles(learningRate, beta1, beta2, epsilon, weightDecay, maxNorm)
                        .runTracked()
                        .get(0)
                        .toDoubleArray()[0];
            }
        });
    }

    /**
     * Makes {@link #accumulate} end within a layer's time, and every later call of it at once, by a
     * {@link CancelledException}; the gradient of the step under way is then not whole. For any thread.
     */
    public void stop() {
        stop.raise();
    }

    /** Clears the gradient. */
    public void discard() {
        module.engine().call(() -> {
            try (ScriptCall call = module.method("discard")) {
                return call.integers(0).runTracked().size();
            }
        });
    }

    /** The gradient of one weight, row-major. */
    public float[] gradient(WeightLayout.Slot slot) {
        return module.readRows("read_gradient", slot, 0, slot.rows());
    }

    /** Some rows of a part, row-major, exactly as they are. */
    public double[] read(Part part, WeightLayout.Slot slot, int firstRow, int rows) {
        module.requireRows(slot, firstRow, rows);
        return module.engine().call(() -> {
            try (ScriptCall call = module.method("read_state")) {
                return call.integers(part.ordinal(), slot.tensor(), slot.firstRow() + firstRow, rows)
                        .runTracked()
                        .get(0)
                        .toDoubleArray();
            }
        });
    }

    /**
     * Sets some rows of a part.
     *
     * @param values whole rows, row-major, that {@link #read} gave
     */
    public void fill(Part part, WeightLayout.Slot slot, int firstRow, double[] values) {
        int rows = values.length / slot.rowLength();
        module.requireRows(slot, firstRow, rows);
        if (rows * slot.rowLength() != values.length) {
            throw new IllegalArgumentException(
                    values.length + " numbers are no whole rows of " + slot.rowLength() + " for " + slot.name());
        }
        module.engine().call(() -> {
            try (ScriptCall call = module.method("fill_state")) {
                return call.integers(part.ordinal(), slot.tensor(), slot.firstRow() + firstRow, rows)
                        .doubles(values)
                        .runTracked()
                        .size();
            }
        });
    }

    /** Steps that AdamW has taken, skipped ones not counted: it corrects its means by them. */
    public long steps() {
        return module.engine().call(() -> {
            try (ScriptCall call = module.method("read_steps")) {
                return (long) call.integers(0).runTracked().get(0).toDoubleArray()[0];
            }
        });
    }

    /** Sets what {@link #steps()} gives. */
    public void steps(long count) {
        module.engine().call(() -> {
            try (ScriptCall call = module.method("fill_steps")) {
                return call.integers(count).runTracked().size();
            }
        });
    }

    /** Whether all parts are float64; else they are float32. */
    public boolean isWide() {
        return module.dtype() == DType.FLOAT64;
    }

    /** All that is trained. */
    public List<WeightLayout.Slot> slots() {
        return module.adapter().map(AdapterLayout::slots).orElseGet(() -> module.layout()
                .slots());
    }

    /** What is trained, by its name. */
    public WeightLayout.Slot slot(String name) {
        return module.adapter().map(layout -> layout.slot(name)).orElseGet(() -> module.layout()
                .slot(name));
    }

    public WeightLayout layout() {
        return module.layout();
    }

    ScriptModule script() {
        return module.script();
    }

    /** The weights as they now are; of an adapter a copy on top of the weights that it shares, which keep their type. */
    public DecoderModule snapshot(DType type) {
        return module.adapter().isPresent() ? module.withCopiedAdapter() : module.copy(type);
    }

    /**
     * The same, once gradients and AdamW's state are freed, so that a copy needs no memory beside them. This training is over:
     * it can only be closed.
     */
    public DecoderModule finish(DType type) {
        module.engine().call(() -> {
            try (ScriptCall call = module.method("end_training")) {
                return call.integers(0).runTracked().size();
            }
        });
        return snapshot(type);
    }

    @Override
    public void close() {
        module.close();
    }

    /**
     * Rows that begin alike are not alike where a token's angles depend on the length of its row, or where dropout leaves out
     * something else in each.
     */
    private SharedRows rows(List<int[]> inputs) {
        boolean alike = module.shape().rotary().trainedLength() == 0 && !drops;
        return alike ? SharedRows.of(inputs) : SharedRows.apart(inputs);
    }

    private static void requireSources(Batch batch, int tokens) {
        int count = batch.sources().length;
        if (count != batch.targets().length || count != batch.weights().length) {
            throw new IllegalArgumentException(
                    count + " sources, " + batch.targets().length + " targets, " + batch.weights().length + " weights");
        }
        for (int source : batch.sources()) {
            if (source < 0 || source >= tokens) {
                throw new IllegalArgumentException("source " + source + " of " + tokens + " tokens");
            }
        }
    }
}
