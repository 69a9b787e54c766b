package upft.model;

import upft.io.UserException;

/**
 * AdamW (Loshchilov and Hutter 2019) with clipping by global gradient norm; the learning rate comes with each step.
 *
 * @param beta1 decay of the running mean of gradients, from 0 to below 1
 * @param beta2 decay of the running mean of their squares, from 0 to below 1
 * @param epsilon added to the root of the latter
 * @param weightDecay share of a weight, times the learning rate, that each step takes off; of matrices only, the embedding
 *     among them, not of norms and biases
 * @param maxGradientNorm gradients with a larger norm are scaled down to it
 */
public record OptimizerSettings(
        double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {
    /** The paper's: betas (0.9, 0.95), no weight decay, clip at 1. */
    public static final OptimizerSettings PAPER = new OptimizerSettings(0.9, 0.95, 1e-8, 0, 1);

    /** @throws UserException naming the number that is out of range */
    public OptimizerSettings {
        requireShare("first beta of AdamW", beta1);
        requireShare("second beta of AdamW", beta2);
        requirePositive("epsilon of AdamW", epsilon);
        requirePositive("largest gradient norm", maxGradientNorm);
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new UserException("The weight decay is " + weightDecay + ". Give 0 or more, such as 0.1.");
        }
    }

    public OptimizerSettings withBetas(double first, double second) {
        return new OptimizerSettings(first, second, epsilon, weightDecay, maxGradientNorm);
    }

    public OptimizerSettings withWeightDecay(double decay) {
        return new OptimizerSettings(beta1, beta2, epsilon, decay, maxGradientNorm);
    }

    public OptimizerSettings withMaxGradientNorm(double norm) {
        return new OptimizerSettings(beta1, beta2, epsilon, weightDecay, norm);
    }

    private static void requireShare(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new UserException("The " + what + " is " + value + ". Give a number from 0 to below 1, such as 0.9.");
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0)) {
            throw new UserException("The " + what + " is " + value + ". Give a positive number.");
        }
    }
}
