package upft.engine;

import java.util.List;

/**
 * A copy of a model's weights with gradients and AdamW's state, all float32 in native memory (float64 if the weights are). For
 * n parameters that is 16 n bytes, besides the activations of a micro-batch.
 */
public final class DecoderTraining implements AutoCloseable {
    /**
     * A micro-batch, without padding.
     *
     * @param inputs the tokens of each row that the model reads
     * @param sources positions, counted through all inputs, whose next token is in the loss
     * @param targets those next tokens
     * @param weights their weights in the loss
     */
    public record Batch(List<int[]> inputs, int[] sources, int[] targets, float[] weights) {}

    private final DecoderModule module;

    /** @param layersPerSegment layers differentiated at a time; fewer than all of them trade time for memory */
    public DecoderTraining(DecoderModule base, int layersPerSegment) {
        if (layersPerSegment < 1) {
            throw new IllegalArgumentException("segments of " + layersPerSegment + " layers");
        }
        module = base.copy(base.dtype().wide(), layersPerSegment);
        module.engine().call(() -> {
            try (ScriptCall call = module.script().method("begin_training")) {
                return call.integers(0).runTracked().size();
            }
        });
    }

    /** Adds the batch's gradient to the step under way; gives its loss, the weighted sum over the targets. */
    public double accumulate(Batch batch) {
        if (batch.inputs().isEmpty()) {
            throw new IllegalArgumentException("a batch of no rows");
        }
        batch.inputs().forEach(module::requireIds);
        module.requireIds(batch.targets());
        PackedRows packed = PackedRows.of(batch.inputs());
        requireSources(batch, packed.ids().length);
        return module.engine().call(() -> {
            try (ScriptCall call = module.script().method("accumulate")) {
                return call.integers(packed.ids())
                        .integers(packed.places())
                        .integers(packed.lengths())
                        .integers(packed.rows())
                        .integers(packed.unpacking())
                        .integers(packed.packing())
                        .integers(batch.sources())
                        .integers(batch.targets())
                        .floats(batch.weights(), batch.weights().length)
                        .runTracked()
                        .get(0)
                        .toDoubleArray()[0];
            }
        });
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
            try (ScriptCall call = module.script().method("apply")) {
                return call.doubles(learningRate, beta1, beta2, epsilon, weightDecay, maxNorm)
                        .runTracked()
                        .get(0)
                        .toDoubleArray()[0];
            }
        });
    }

    /** Clears the gradient. */
    public void discard() {
        module.engine().call(() -> {
            try (ScriptCall call = module.script().method("discard")) {
                return call.integers(0).runTracked().size();
            }
        });
    }

    /** The gradient of one weight, row-major. */
    public float[] gradient(WeightLayout.Slot slot) {
        return module.readRows("read_gradient", slot, 0, slot.rows());
    }

    public WeightLayout layout() {
        return module.layout();
    }

    ScriptModule script() {
        return module.script();
    }

    /** The weights as they now are. */
    public DecoderModule snapshot(DType type) {
        return module.copy(type);
    }

    @Override
    public void close() {
        module.close();
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
