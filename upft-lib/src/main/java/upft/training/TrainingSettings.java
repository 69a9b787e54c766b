package upft.training;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param adapterEnd what becomes of the adapter at the end
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
        AdapterEnd adapterEnd,
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
            AdapterEnd.APART,
            Activations.KEPT);

    public TrainingSettings {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(average, "average");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(adapterEnd, "adapterEnd");
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

    /** Whether the result is an adapter on top of the base model's weights, and not a model with weights of its own. */
    public boolean makesAdapter() {
        return adapter.isPresent() && adapterEnd == AdapterEnd.APART;
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
        return with(fields -> fields.learningRate = rate);
    }

    /** So many passes, each of them whole. */
    public TrainingSettings withEpochs(int count) {
        return with(fields -> {
            fields.epochs = count;
            fields.steps = 0;
        });
    }

    /** So many optimiser steps, whatever passes they take. */
    public TrainingSettings withSteps(int count) {
        return with(fields -> fields.steps = count);
    }

    public TrainingSettings withBatchSize(int size) {
        return with(fields -> fields.batchSize = size);
    }

    public TrainingSettings withMicroBatchTokens(int tokens) {
        return with(fields -> fields.microBatchTokens = tokens);
    }

    public TrainingSettings withWarmUpShare(double share) {
        return with(fields -> fields.warmUpShare = share);
    }

    public TrainingSettings withSchedule(LearningRateSchedule newSchedule) {
        return with(fields -> fields.schedule = newSchedule);
    }

    public TrainingSettings withSeed(long newSeed) {
        return with(fields -> fields.seed = newSeed);
    }

    public TrainingSettings withOptimizer(OptimizerSettings settings) {
        return with(fields -> fields.optimizer = settings);
    }

    public TrainingSettings withAverage(LossAverage newAverage) {
        return with(fields -> fields.average = newAverage);
    }

    /** Trains a low-rank adapter. */
    public TrainingSettings withAdapter(LoraSettings settings) {
        return with(fields -> fields.adapter = Optional.of(settings));
    }

    /** What becomes of the adapter, if one is trained, at the end. */
    public TrainingSettings withAdapterEnd(AdapterEnd end) {
        return with(fields -> fields.adapterEnd = end);
    }

    public TrainingSettings withActivations(Activations newActivations) {
        return with(fields -> fields.activations = newActivations);
    }

    /** What of a model is trained, and how. */
    public TrainingPlan plan() {
        return new TrainingPlan(optimizer, adapter, activations, seed);
    }

    private TrainingSettings with(Consumer<Fields> change) {
        Fields fields = new Fields(this);
        change.accept(fields);
        return fields.settings();
    }

    /** The fields of settings that are being changed. */
    private static final class Fields {
        double learningRate;
        int epochs;
        int steps;
        int batchSize;
        int microBatchTokens;
        double warmUpShare;
        LearningRateSchedule schedule;
        long seed;
        OptimizerSettings optimizer;
        LossAverage average;
        Optional<LoraSettings> adapter;
        AdapterEnd adapterEnd;
        Activations activations;

        Fields(TrainingSettings from) {
            learningRate = from.learningRate;
            epochs = from.epochs;
            steps = from.steps;
            batchSize = from.batchSize;
            microBatchTokens = from.microBatchTokens;
            warmUpShare = from.warmUpShare;
            schedule = from.schedule;
            seed = from.seed;
            optimizer = from.optimizer;
            average = from.average;
            adapter = from.adapter;
            adapterEnd = from.adapterEnd;
            activations = from.activations;
        }

        TrainingSettings settings() {
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
                    adapterEnd,
                    activations);
        }
    }
}
