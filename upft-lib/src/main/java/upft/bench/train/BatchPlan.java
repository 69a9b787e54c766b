package upft.bench.train;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import upft.bench.ForwardingModel;
import upft.model.LanguageModel;
import upft.model.TrainingPlan;
import upft.model.TrainingRow;
import upft.model.TrainingRun;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Trainer;
import upft.training.TrainingSettings;
import upft.training.Tuned;

/**
 * Which examples make up each step: the trainer is run over them on a model that learns nothing and only looks. So the
 * rival gets the trainer's own batches, however it comes by them.
 */
final class BatchPlan {
    private BatchPlan() {}

    /** Indexes of the examples of each step of an epoch. */
    static List<List<Integer>> of(LanguageModel model, List<TrainingExample> examples, TrainingSettings settings) {
        WatchingModel watching = new WatchingModel(model);
        Tuned unchanged = new Trainer(watching, settings)
                .train("plan", TrainingSet.of("plan", examples), Progress.silent(), new CancelToken());
        Map<List<Integer>, Deque<Integer>> places = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            places.computeIfAbsent(ids(examples.get(i)), key -> new ArrayDeque<>())
                    .add(i);
        }
        List<List<Integer>> batches = watching.batches.stream()
                .map(batch ->
                        batch.stream().map(ids -> places.get(ids).remove()).toList())
                .toList();
        if (batches.size() != unchanged.log().size()) {
            throw new IllegalStateException(
                    batches.size() + " batches in " + unchanged.log().size() + " steps");
        }
        return batches;
    }

    private static List<Integer> ids(TrainingExample example) {
        List<Integer> ids = new ArrayList<>();
        Arrays.stream(example.promptIds()).forEach(ids::add);
        Arrays.stream(example.responseIds()).forEach(ids::add);
        return ids;
    }

    /** Writes down the rows of each step. */
    private static final class WatchingModel extends ForwardingModel {
        private final List<List<List<Integer>>> batches = new ArrayList<>();

        WatchingModel(LanguageModel model) {
            super(model);
        }

        @Override
        public TrainingRun beginTraining(TrainingPlan plan) {
            return new WatchingRun(this, new ArrayList<>());
        }
    }

    private record WatchingRun(WatchingModel model, List<List<Integer>> rows) implements TrainingRun {
        @Override
        public double accumulate(List<TrainingRow> more) {
            more.forEach(row -> rows.add(Arrays.stream(row.ids()).boxed().toList()));
            return 0;
        }

        @Override
        public double apply(double learningRate) {
            model.batches.add(List.copyOf(rows));
            rows.clear();
            return 0;
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException("nobody can ask a plan to stop");
        }

        @Override
        public void discard() {
            rows.clear();
        }

        @Override
        public float[] gradient(String parameter) {
            throw new UnsupportedOperationException("no gradient is computed of " + parameter);
        }

        @Override
        public void save(OutputStream out) {
            throw new UnsupportedOperationException("a plan has no state");
        }

        @Override
        public void restore(InputStream in) {
            throw new UnsupportedOperationException("a plan has no state");
        }

        /** Nothing was learned. */
        @Override
        public LanguageModel snapshot(String name) {
            return model;
        }

        @Override
        public LanguageModel finish(String name) {
            return model;
        }

        @Override
        public void close() {
            // Holds no memory of its own.
        }
    }
}
