package upft.bench.train;

import java.nio.file.Path;
import java.util.List;
import upft.bench.Contender;
import upft.bench.ContenderException;
import upft.bench.MeasuringProcess;
import upft.bench.ProcessContender;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.model.OptimizerSettings;
import upft.recipe.TrainingExample;
import upft.training.LossAverage;
import upft.training.TrainingSettings;

/**
 * What a process is to train. The rival's program reads it too: see {@code trl_sft.py}.
 *
 * @param model a Hugging Face directory
 * @param adapter a PEFT directory with what the adapter begins with; empty if all parameters are trained
 * @param examples in the order that ours is given them
 * @param batches indexes of the examples of each step of an epoch, as ours takes them
 * @param batch examples a step
 * @param steps in all; past the last batch they begin anew, with the examples in another order
 * @param learningRate of every step
 * @param padToken fills rows up for who needs it
 * @param checkpointing whether a rival computes activations again rather than keeping them
 */
record TrainJob(
        String model,
        String adapter,
        List<TrainingExample> examples,
        List<List<Integer>> batches,
        int batch,
        int steps,
        int threads,
        long seed,
        double learningRate,
        OptimizerSettings optimizer,
        int padToken,
        boolean checkpointing) {
    /** Of the order of examples, and of what an adapter begins with. */
    static final long SEED = 42;

    /** @param adapter where the adapter is that a workload begins with, if it trains one */
    static TrainJob of(Path model, Path adapter, Workload workload, Lesson lesson, int padToken, int threads) {
        return new TrainJob(
                model.toString(),
                workload.trained() == Workload.Trained.ADAPTER ? adapter.toString() : "",
                lesson.examples(),
                lesson.batches(),
                workload.batch(),
                lesson.batches().size(),
                threads,
                SEED,
                workload.trained().learningRate(),
                OptimizerSettings.PAPER,
                padToken,
                false);
    }

    /** The same with activations computed again, for rivals. */
    TrainJob checkpointed() {
        return with(steps, true);
    }

    /** The same with more or fewer steps, for ours. */
    TrainJob withSteps(int count) {
        return with(count, checkpointing);
    }

    private TrainJob with(int newSteps, boolean newCheckpointing) {
        return new TrainJob(
                model,
                adapter,
                examples,
                batches,
                batch,
                newSteps,
                threads,
                seed,
                learningRate,
                optimizer,
                padToken,
                newCheckpointing);
    }

    TrainingSettings settings() {
        TrainingSettings settings =
                settings(batch).withLearningRate(learningRate).withSteps(steps);
        return adapter.isEmpty() ? settings : settings.withAdapter(TrainBasics.ADAPTER);
    }

    /** A constant rate, and one epoch if nothing else is said; the loss is averaged over all tokens of a batch, as rivals do it. */
    static TrainingSettings settings(int batch) {
        return TrainingSettings.defaults()
                .withBatchSize(batch)
                .withEpochs(1)
                .withWarmUpShare(0)
                .withSeed(SEED)
                .withOptimizer(OptimizerSettings.PAPER)
                .withAverage(LossAverage.TOKENS);
    }

    /** Whoever does this job, as a process. */
    Contender<TrainResult> contender(String name, MeasuringProcess process) {
        return new ProcessContender<>(name, "", process, Jsonl.toJson(this).getAsJsonObject(), this::result);
    }

    private TrainResult result(JsonRecord answer) {
        TrainResult result = answer.value(TrainResult.class);
        if (result.losses() == null
                || result.seconds() == null
                || result.figures() == null
                || result.losses().size() != steps
                || result.seconds().size() != steps - 1) {
            throw new ContenderException(
                    "answered with no losses of " + steps + " steps and times of all but the first");
        }
        return result;
    }
}
