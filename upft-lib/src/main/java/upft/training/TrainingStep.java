package upft.training;

/**
 * One optimiser step.
 *
 * @param step from 1
 * @param loss of the step's batch, before the update
 * @param gradientNorm global, before clipping
 * @param tokens positions in the loss
 * @param tokensPerSecond over this step, all positions counted, prompts too
 */
public record TrainingStep(
        int step,
        double epoch,
        double loss,
        double gradientNorm,
        double learningRate,
        int tokens,
        double tokensPerSecond) {}
