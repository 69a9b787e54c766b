package upft.training;

import java.util.Objects;
import upft.io.UserException;
import upft.model.OptimizerSettings;

/**
 * How a training set is learned.
 *
 * @param learningRate peak rate, reached after the warm-up and then held
 * @param epochs passes over the examples
 * @param batchSize examples an optimiser step
 * @param microBatchTokens tokens, padding included, of one native call; it has no say in the result but for rounding.
 *     An interrupt waits for one call. 0 sizes calls to the model, see {@link MicroBatches#tokenBudget}
 * @param warmUpShare share of the steps over which the rate rises linearly
 * @param seed order of the examples
 * @param average how a batch's loss is averaged
 */
public record TrainingSettings(
        double learningRate,
        int epochs,
        int batchSize,
        int microBatchTokens,
        double warmUpShare,
        long seed,
        OptimizerSettings optimizer,
        LossAverage average) {
    private static final TrainingSettings DEFAULTS =
            new TrainingSettings(1e-6, 1, 64, 0, 0.03, 42, OptimizerSettings.PAPER, LossAverage.EXAMPLES);

    public TrainingSettings {
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(average, "average");
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new UserException("The learning rate is " + learningRate + ". Give a positive number, such as 1e-5.");
        }
        if (epochs < 1) {
            throw new UserException("The number of epochs is " + epochs + ". Give at least 1.");
        }
        if (batchSize < 1) {
            throw new UserException("The batch size is " + batchSize + ". Give at least 1.");
        }
        if (microBatchTokens < 0) {
            throw new UserException(
                    "The micro-batch is " + microBatchTokens + " tokens. Give a positive number, or 0 for a good one.");
        }
        if (!(warmUpShare >= 0 && warmUpShare <= 1)) {
            throw new UserException(
                    "The warm-up share is " + warmUpShare + ". Give a share from 0 to 1, such as 0.03.");
        }
    }

    /**
     * The paper's: learning rate 1e-6, one epoch, batches of 64 (as in the authors' code), AdamW with betas (0.9, 0.95) and
     * no weight decay, clipping at 1, warm-up over 3% of the steps, then constant, seed 42.
     */
    public static TrainingSettings defaults() {
        return DEFAULTS;
    }

    public TrainingSettings withLearningRate(double rate) {
        return new TrainingSettings(rate, epochs, batchSize, microBatchTokens, warmUpShare, seed, optimizer, average);
    }

    public TrainingSettings withEpochs(int count) {
        return new TrainingSettings(
                learningRate, count, batchSize, microBatchTokens, warmUpShare, seed, optimizer, average);
    }

    public TrainingSettings withBatchSize(int examples) {
        return new TrainingSettings(
                learningRate, epochs, examples, microBatchTokens, warmUpShare, seed, optimizer, average);
    }

    public TrainingSettings withMicroBatchTokens(int tokens) {
        return new TrainingSettings(learningRate, epochs, batchSize, tokens, warmUpShare, seed, optimizer, average);
    }

    public TrainingSettings withWarmUpShare(double share) {
        return new TrainingSettings(learningRate, epochs, batchSize, microBatchTokens, share, seed, optimizer, average);
    }

    public TrainingSettings withSeed(long newSeed) {
        return new TrainingSettings(
                learningRate, epochs, batchSize, microBatchTokens, warmUpShare, newSeed, optimizer, average);
    }

    public TrainingSettings withOptimizer(OptimizerSettings settings) {
        return new TrainingSettings(
                learningRate, epochs, batchSize, microBatchTokens, warmUpShare, seed, settings, average);
    }

    public TrainingSettings withAverage(LossAverage newAverage) {
        return new TrainingSettings(
                learningRate, epochs, batchSize, microBatchTokens, warmUpShare, seed, optimizer, newAverage);
    }
}
