package upft.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import upft.model.LanguageModel;
import upft.model.TrainingRow;
import upft.model.TrainingRun;

/** Writes down what is asked of it; losses and norms are set by the test. */
public final class FakeTrainingRun implements TrainingRun {
    /** Micro-batches of each step, applied or discarded. */
    public final List<List<List<TrainingRow>>> steps = new ArrayList<>();

    public final List<Double> rates = new ArrayList<>();
    public int discarded;
    public boolean closed;
    public boolean stopped;

    /** Steps of the run whose state was restored. */
    public int restored;

    /** Loss of a micro-batch, and norm of a step, by the number of the step, from 1. */
    public IntToDoubleFunction loss = step -> 1;

    /** Hears of each saving, and may make it fail. */
    @FunctionalInterface
    public interface Saving {
        void at(int step) throws IOException;
    }

    public Saving saving = step -> {};

    public IntToDoubleFunction norm = step -> 0.5;

    /** The model that a name and the rates of all steps make. */
    public BiFunction<String, List<Double>, LanguageModel> tuned =
            (name, rates) -> new FakeModel(name, 1000, FakeModel.RANDOM_LETTERS);

    private List<List<TrainingRow>> underWay = new ArrayList<>();

    @Override
    public double accumulate(List<TrainingRow> rows) {
        underWay.add(rows);
        return loss.applyAsDouble(steps.size() + 1);
    }

    @Override
    public double apply(double learningRate) {
        finishStep();
        rates.add(learningRate);
        return norm.applyAsDouble(steps.size());
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void discard() {
        finishStep();
        discarded++;
    }

    private void finishStep() {
        steps.add(underWay);
        underWay = new ArrayList<>();
    }

    @Override
    public float[] gradient(String parameter) {
        throw new UnsupportedOperationException("a fake has no gradient");
    }

    /** Its state is the number of steps. */
    @Override
    public void save(OutputStream out) throws IOException {
        saving.at(restored + steps.size());
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(restored + rates.size())
                .array());
    }

    @Override
    public void restore(InputStream in) throws IOException {
        restored = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt();
    }

    @Override
    public LanguageModel snapshot(String name) {
        return tuned.apply(name, rates);
    }

    @Override
    public LanguageModel finish(String name) {
        return snapshot(name);
    }

    @Override
    public void close() {
        closed = true;
    }
}
