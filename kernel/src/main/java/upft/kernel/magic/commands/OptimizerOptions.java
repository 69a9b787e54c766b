package upft.kernel.magic.commands;

import picocli.CommandLine.Option;
import upft.kernel.magic.OptionValue;
import upft.training.LearningRateSchedule;
import upft.training.TrainingSettings;

/** Options that say how steps are taken. */
final class OptimizerOptions {
    @Option(
            names = "--schedule",
            paramLabel = "SHAPE",
            description = "The learning rate after the warm-up: constant, cosine or linear (default: constant).")
    private LearningRateSchedule schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "P",
            converter = OptionValue.Share.class,
            description = "Share of the steps over which the learning rate rises (default: 0.03).")
    private Double warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            converter = OptionValue.NotNegative.class,
            description = "Weight decay of AdamW, on matrices only (default: 0).")
    private Double weightDecay;

    TrainingSettings over(TrainingSettings settings) {
        TrainingSettings result = settings;
        result = schedule == null ? result : result.withSchedule(schedule);
        result = warmUp == null ? result : result.withWarmUpShare(warmUp);
        return weightDecay == null
                ? result
                : result.withOptimizer(result.optimizer().withWeightDecay(weightDecay));
    }
}
