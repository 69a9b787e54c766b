package upft.model;

import java.util.Optional;
import upft.engine.Activations;

/**
 * What of a model is trained, and how.
 *
 * @param adapter empty: all weights. Else a low-rank adapter on top of them: a new one, or the one that the model has
 * @param seed what a new adapter begins with, and what dropout is drawn by
 */
public record TrainingPlan(
        OptimizerSettings optimizer, Optional<LoraSettings> adapter, Activations activations, long seed) {
    /** All weights. */
    public static TrainingPlan of(OptimizerSettings optimizer) {
        return new TrainingPlan(optimizer, Optional.empty(), Activations.KEPT, 0);
    }

    /** An adapter. */
    public static TrainingPlan of(OptimizerSettings optimizer, LoraSettings adapter, long seed) {
        return new TrainingPlan(optimizer, Optional.of(adapter), Activations.KEPT, seed);
    }
}
