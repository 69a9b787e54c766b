package upft.model;

/** AdamW (Loshchilov and Hutter 2019) with clipping by global gradient norm; the learning rate comes with each step. */
public record OptimizerSettings(
        double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {
    /** The paper's: betas (0.9, 0.95), no weight decay, clip at 1. */
    public static final OptimizerSettings PAPER = new OptimizerSettings(0.9, 0.95, 1e-8, 0, 1);
}
