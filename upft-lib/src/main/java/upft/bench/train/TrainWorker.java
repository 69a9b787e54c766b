package upft.bench.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import upft.bench.Footprint;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;
import upft.io.Jsonl;
import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Trainer;
import upft.training.TrainingStep;
import upft.training.Tuned;

/** What the process of ours does: the same steps in the same order as {@code trl_sft.py}. */
public final class TrainWorker {
    private static final String NAME = "bench";

    private TrainWorker() {}

    /**
     * Does the job in {@code file}; only once a process, whose memory is measured.
     *
     * @return the answer, a line of JSON
     */
    public static String answer(Path file) {
        TrainJob job = Jsonl.read(file).get(0).value(TrainJob.class);
        Engine engine = new Engine(Device.CPU);
        engine.start();
        Map<String, Double> figures = new TreeMap<>();
        Footprint.empty(figures);
        try (LanguageModel model = load(job, engine)) {
            return Jsonl.toJson(measure(model, job, figures)).toString();
        }
    }

    /** An adapter shares the weights of the model that it is for, which need not stay open by itself. */
    private static LanguageModel load(TrainJob job, Engine engine) {
        LanguageModel model = LanguageModel.load(Path.of(job.model()), engine, DType.FLOAT32);
        if (job.adapter().isEmpty()) {
            return model;
        }
        try (model) {
            return model.withAdapter(Path.of(job.adapter()));
        }
    }

    private static TrainResult measure(LanguageModel model, TrainJob job, Map<String, Double> figures) {
        StepClock clock = new StepClock();
        Trainer trainer = new Trainer(new ClockedModel(model, clock), job.settings());
        TrainingSet examples = TrainingSet.of(NAME, job.examples());
        try (Tuned tuned = trainer.train(NAME, examples, Progress.silent(), new CancelToken())) {
            clock.tell(figures);
            Footprint.peak(figures);
            List<Double> losses =
                    tuned.log().steps().stream().map(TrainingStep::loss).toList();
            return new TrainResult(losses, clock.seconds(), "JDK " + Runtime.version(), figures);
        }
    }
}
