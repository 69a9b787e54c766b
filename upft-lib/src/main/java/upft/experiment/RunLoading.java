package upft.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import upft.engine.DType;
import upft.engine.Device;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.model.Placement;
import upft.recipe.TrainingSet;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.Tuned;

/**
 * Brings a finished run back into memory. Its model's weights are those of {@code model/}, in the type of the base model's
 * config.json: where that is bfloat16, they are the trained ones rounded.
 */
public record RunLoading(RunDirectory directory) {
    /**
     * @param base the model that it was made from; the run's model goes to the same device
     * @throws UserException if the run did not come to its end, or was made from another model
     */
    public MethodRun run(LanguageModel base) {
        RunRecord record = record();
        if (!record.base().hash().equals(base.contentHash())) {
            throw new UserException("The run in " + directory.path() + " was made from another model:\n  model: "
                    + base.name() + " (contents " + base.contentHash() + "); in the run: "
                    + record.base().name() + " (contents " + record.base().hash() + ")\nLoad that one first.");
        }
        if (record.state().unfinished()) {
            throw new UserException("The run in " + directory.path() + " " + record.progress()
                    + ". It has no model to load yet: go on with it, by the same %train with --resume.");
        }
        TrainingSet examples = TrainingSet.load(directory.trainingSet());
        return new MethodRun(
                directory.name(),
                Traces.load(directory.traces()),
                examples,
                tuned(record, base),
                Optional.of(directory.path()));
    }

    /** Where the base model can be loaded from, if the run knows. */
    public Optional<RunOptions.Place> base() {
        RunRecord.Base base = record().base();
        if (base.source().isEmpty()) {
            return Optional.empty();
        }
        Placement placement = Placement.AUTO.on(Device.parse(base.device())).as(DType.valueOf(base.dtype()));
        Optional<Path> adapter = base.adapter().isEmpty() ? Optional.empty() : Optional.of(Path.of(base.adapter()));
        return Optional.of(new RunOptions.Place(base.source(), adapter, placement));
    }

    private RunRecord record() {
        return directory.record().orElseThrow(() -> new UserException("There is no run in " + directory.path() + "."));
    }

    private Optional<Tuned> tuned(RunRecord record, LanguageModel base) {
        if (record.kept() == 0 || !Files.exists(directory.model())) {
            return Optional.empty();
        }
        TrainingLog log = TrainingLog.load(directory.log());
        LanguageModel model = log.settings().makesAdapter()
                ? adapted(base)
                : LanguageModel.load(directory.model(), directory.name(), placement(record, base));
        Bill bill = Bill.training(record.cost().tokensTrained(), record.cost().secondsTraining());
        return Optional.of(new Tuned(model, log, bill, record.kept(), Optional.empty()));
    }

    /** An adapter needs no other copy of the weights that it is on top of. */
    private LanguageModel adapted(LanguageModel base) {
        try (LanguageModel plain = base.plain();
                LanguageModel adapted = plain.withAdapter(directory.model())) {
            return adapted.named(directory.name());
        }
    }

    private static Placement placement(RunRecord record, LanguageModel base) {
        return Placement.AUTO
                .on(base.device())
                .as(
                        record.base().dtype().isEmpty()
                                ? DType.FLOAT32
                                : DType.valueOf(record.base().dtype()));
    }
}
