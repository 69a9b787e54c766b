package upft.bench.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import upft.bench.ForwardingModel;
import upft.model.LanguageModel;
import upft.model.TrainingPlan;
import upft.model.TrainingRow;
import upft.model.TrainingRun;

/**
 * A model whose training is timed: so the trainer itself is measured, step by step.
 */
final class ClockedModel extends ForwardingModel {
    private final StepClock clock;

    ClockedModel(LanguageModel model, StepClock clock) {
        super(model);
        this.clock = clock;
    }

    @Override
    public TrainingRun beginTraining(TrainingPlan plan) {
        return new ClockedRun(super.beginTraining(plan), clock);
    }

    private record ClockedRun(TrainingRun run, StepClock clock) implements TrainingRun {
        @Override
        public double accumulate(List<TrainingRow> rows) {
            return run.accumulate(rows);
        }

        @Override
        public double apply(double learningRate) {
            double norm = run.apply(learningRate);
            clock.stepped();
            return norm;
        }

        @Override
        public void stop() {
            run.stop();
        }

        @Override
        public void discard() {
            run.discard();
        }

        @Override
        public float[] gradient(String parameter) {
            return run.gradient(parameter);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            run.save(out);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            run.restore(in);
        }

        @Override
        public LanguageModel snapshot(String name) {
            return run.snapshot(name);
        }

        @Override
        public LanguageModel finish(String name) {
            return run.finish(name);
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
