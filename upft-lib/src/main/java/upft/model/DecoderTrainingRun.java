package upft.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import upft.engine.DType;
import upft.engine.DecoderTraining;
import upft.task.CounterRandom;

/** Training on the engine; here rows with weights become inputs and targets. */
final class DecoderTrainingRun implements TrainingRun {
    private final DecoderLanguageModel base;
    private final DecoderTraining training;
    private final DType dtype;
    private final OptimizerSettings settings;
    private final Optional<LoraSettings> adapter;
    private final CounterRandom draws;
    private int pieces;

    DecoderTrainingRun(DecoderLanguageModel base, DecoderTraining training, DType dtype, TrainingPlan plan) {
        this.base = base;
        this.training = training;
        this.dtype = dtype;
        this.settings = plan.optimizer();
        this.adapter = plan.adapter();
        this.draws = CounterRandom.ofSeed(plan.seed());
    }

    @Override
    public double accumulate(List<TrainingRow> rows) {
        List<int[]> inputs = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        int start = 0;
        for (TrainingRow row : rows) {
            requireValid(row);
            int length = lastInLoss(row);
            if (length == 0) {
                continue;
            }
            inputs.add(Arrays.copyOf(row.ids(), length));
            for (int i = 1; i <= length; i++) {
                if (row.weights()[i] != 0) {
                    sources.add(start + i - 1);
                    targets.add(row.ids()[i]);
                    weights.add(row.weights()[i]);
                }
            }
            start += length;
        }
        return inputs.isEmpty() ? 0 : training.accumulate(batch(inputs, sources, targets, weights), draw());
    }

    /** A number of its own for each micro-batch, which depends on nothing that a restored run does not know. */
    private long draw() {
        boolean drops = adapter.filter(lora -> lora.dropout() > 0).isPresent();
        return drops ? 1 + (draws.with(training.steps()).bits(pieces++) >>> 2) : 1;
    }

    @Override
    public double apply(double learningRate) {
        pieces = 0;
        return training.apply(
                learningRate,
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                settings.weightDecay(),
                settings.maxGradientNorm());
    }

    @Override
    public void stop() {
        training.stop();
    }

    @Override
    public void discard() {
        pieces = 0;
        training.discard();
    }

    @Override
    public float[] gradient(String parameter) {
        return training.gradient(training.slot(parameter));
    }

    @Override
    public void save(OutputStream out) throws IOException {
        new TrainingState(training).write(out);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        new TrainingState(training).read(in);
    }

    @Override
    public LanguageModel snapshot(String name) {
        return base.with(name, training.snapshot(dtype), adapter);
    }

    @Override
    public LanguageModel finish(String name) {
        return base.with(name, training.finish(dtype), adapter);
    }

    @Override
    public void close() {
        training.close();
    }

    /** What follows the last token in the loss cannot matter, and that token itself is a target only. */
    private static int lastInLoss(TrainingRow row) {
        int last = row.ids().length - 1;
        while (last > 0 && row.weights()[last] == 0) {
            last--;
        }
        return Math.max(0, last);
    }

    private void requireValid(TrainingRow row) {
        if (row.ids().length != row.weights().length || row.ids().length == 0) {
            throw new IllegalArgumentException(row.ids().length + " ids, " + row.weights().length + " weights");
        }
        if (row.weights()[0] != 0) {
            throw new IllegalArgumentException(
                    "the first token has no context to be predicted from, but weight " + row.weights()[0]);
        }
        if (row.ids().length > base.contextLength()) {
            throw new IllegalArgumentException(
                    "a row of " + row.ids().length + " tokens; the context has " + base.contextLength());
        }
    }

    private static DecoderTraining.Batch batch(
            List<int[]> inputs, List<Integer> sources, List<Integer> targets, List<Float> weights) {
        float[] shares = new float[weights.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights.get(i);
        }
        return new DecoderTraining.Batch(inputs, array(sources), array(targets), shares);
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
