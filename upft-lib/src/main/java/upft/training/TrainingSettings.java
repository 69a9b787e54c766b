package upft.training;

import upft.model.OptimizerSettings;

/** How a training set is learned. STUB: validation, loss average, builder-style withers.
 *
 * @param learningRate peak rate, reached after the warm-up and then held
 * @param epochs passes over the examples
 * @param batchSize examples an optimiser step
 * @param microBatchTokens tokens, padding included, of one native call
 * @param warmUpShare share of the steps over which the rate rises linearly
 * @param seed order of the examples
 */
public record TrainingSettings(
        double learningRate,
        int epochs,
        int batchSize,
        int microBatchTokens,
        double warmUpShare,
        long seed,
        OptimizerSettings optimizer) {}
