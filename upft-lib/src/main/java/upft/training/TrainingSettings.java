package upft.training;

import java.util.Objects;
import java.util.Optional;
import upft.engine.Activations;
import upft.io.UserException;
import upft.model.LoraSettings;
import upft.model.OptimizerSettings;
import upft.model.TrainingPlan;

/**
 * How a training set is learned.
 *
 * @param learningRate peak rate, reached at the end of the warm-up
 * @param epochs passes over the examples
 * @param steps optimiser steps in all: as many passes are made as they take, and the last breaks off there. 0 stands for as
 *     many as {@code epochs} passes have
 * @param batchSize examples an optimiser step
 * @param microBatchTokens tokens, padding included, of one native call; it has no say in the result but for rounding.
 *     0 sizes calls to the model, see {@link MicroBatches#tokenBudget}
 * @param warmUpShare share of the steps over which the rate rises linearly
 * @param schedule of the rate after the warm-up
 * @param seed order of the examples
 * @param average how a batch's loss is averaged
 * @param adapter empty: all weights are trained. Else a low-rank adapter on top of them
 * @param activations what is kept for the gradient; it has no say in the result
 */
public record TrainingSettings(
        double learningRate,
        int epochs,
        int steps,
        int batchSize,
        int microBatchTokens,
        double warmUpShare,
        LearningRateSchedule schedule,
        long seed,
        OptimizerSettings optimizer,
        LossAverage average,
        Optional<LoraSettings> adapter,
        Activations activations) {
    private static final TrainingSettings DEFAULTS = new TrainingSettings(
            1e-6,
            1,
            0,
            64,
            0,
            0.03,
            LearningRateSchedule.CONSTANT,
            42,
            OptimizerSettings.PAPER,
            LossAverage.EXAMPLES,
            Optional.empty(),
            Activations.KEPT);

    public TrainingSettings {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(average, "average");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(activations, "activations");
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new UserException("The learning rate is " + learningRate + ". Give a positive number, such as 1e-5.");
        }
        if (epochs < 1) {
            throw new UserException("The number of epochs is " + epochs + ". Give at least 1.");
        }
        if (steps < 0) {
            throw new UserException("The number of steps is " + steps + ". Give at least 1, or 0 to go by the epochs.");
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

    /** Optimiser steps on a set of {@code examples}; a pass ends with a smaller batch where they do not divide. */
    public int stepCount(int examples) {
        return steps > 0 ? steps : epochs * stepsAPass(examples);
    }

    /** Examples that these steps see, each as often as it is seen. */
    public long examplesSeen(int examples) {
        int whole = stepCount(examples) / stepsAPass(examples);
        int broken = stepCount(examples) % stepsAPass(examples);
        return (long) whole * examples + (long) broken * batchSize;
    }

    /** Steps of one pass over {@code examples}. */
    public int stepsAPass(int examples) {
        return (examples + batchSize - 1) / batchSize;
    }

    public TrainingSettings withLearningRate(double rate) {
        return new TrainingSettings(
                rate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    /** So many passes, each of them whole. */
    public TrainingSettings withEpochs(int count) {
        return new TrainingSettings(
                learningRate,
                count,
                0,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    /** So many optimiser steps, whatever passes they take. */
    public TrainingSettings withSteps(int count) {
        return new TrainingSettings(
                learningRate,
                epochs,
                count,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withBatchSize(int newSize) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                newSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withMicroBatchTokens(int tokens) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                tokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withWarmUpShare(double share) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                share,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withSchedule(LearningRateSchedule newSchedule) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                newSchedule,
                seed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withSeed(long newSeed) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                newSeed,
                optimizer,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withOptimizer(OptimizerSettings settings) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                settings,
                average,
                adapter,
                activations);
    }

    public TrainingSettings withAverage(LossAverage newAverage) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                newAverage,
                adapter,
                activations);
    }

    /** Trains a low-rank adapter. */
    public TrainingSettings withAdapter(LoraSettings settings) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                Optional.of(settings),
                activations);
    }

    public TrainingSettings withActivations(Activations newActivations) {
        return new TrainingSettings(
                learningRate,
                epochs,
                steps,
                batchSize,
                microBatchTokens,
                warmUpShare,
                schedule,
                seed,
                optimizer,
                average,
                adapter,
                newActivations);
    }

    /** What of a model is trained, and how. */
    TrainingPlan plan() {
        return new TrainingPlan(optimizer, adapter, activations, seed);
    }
}
