package upft.experiment;

import java.nio.file.Files;
import java.util.Optional;
import upft.io.AtomicDirectories;
import upft.io.AtomicFiles;
import upft.io.UserException;
import upft.recipe.TrainingSet;
import upft.sampling.Sampler;
import upft.sampling.TraceJournal;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.task.CancelToken;
import upft.task.CancelledException;
import upft.task.Progress;
import upft.training.Checkpoints;
import upft.training.Identity;
import upft.training.TrainingJournal;
import upft.training.TrainingLog;
import upft.training.TrainingOptions;
import upft.training.Tuned;

/** Takes a run from where its directory says that it is to its end. */
final class RunWork {
    private final RunDirectory directory;
    private final RunRequest request;
    private final Identity identity;
    private final Progress progress;
    private final CancelToken cancel;
    private RunRecord record;

    /** @param record what the directory says, or is to say first */
    RunWork(
            RunDirectory directory,
            RunRequest request,
            Identity identity,
            RunRecord record,
            Progress progress,
            CancelToken cancel) {
        this.directory = directory;
        this.request = request;
        this.identity = identity;
        this.record = record;
        this.progress = progress;
        this.cancel = cancel;
    }

    /** @throws CancelledException if it was cancelled before there was a model other than the base */
    MethodRun go() {
        try {
            directory.write(record);
            return trained(sampled());
        } catch (CancelledException e) {
            note(RunState.STOPPED, "interrupted", e);
            throw e;
        } catch (UserException e) {
            note(RunState.FAILED, e.getMessage(), e);
            throw e;
        }
    }

    /** Traces and training set of an earlier life are taken as they are. */
    private MethodRun sampled() {
        Method method = request.method();
        if (!Files.exists(directory.trainingSet())) {
            Traces traces =
                    request.traces().isPresent() ? saved(request.traces().get()) : sample();
            method.examples(request.base(), request.problems(), traces).save(directory.trainingSet());
            return new MethodRun(method.name(), traces, TrainingSet.load(directory.trainingSet()), Optional.empty());
        }
        return new MethodRun(
                method.name(),
                Traces.load(directory.traces()),
                TrainingSet.load(directory.trainingSet()),
                Optional.empty());
    }

    private Traces saved(Traces traces) {
        traces.save(directory.traces());
        return traces;
    }

    private Traces sample() {
        Method method = request.method();
        Sampler sampler = new Sampler(request.base(), method.sampling());
        try (TraceJournal journal = TraceJournal.open(directory.traces(), sampler, request.problems())) {
            return method.sample(
                    request.base(),
                    request.problems(),
                    request.known().with(journal.traces()),
                    journal,
                    progress,
                    cancel);
        }
    }

    private MethodRun trained(MethodRun sampled) {
        Method method = request.methodFor(sampled.examples());
        record = record.training(sampled.examples(), method.training());
        directory.write(record);
        MethodRun run;
        try (TrainingJournal journal = new TrainingJournal(directory.log())) {
            TrainingOptions options =
                    options(RunIdentity.with(identity, sampled.examples(), method.training()), journal);
            run = method.train(request.base(), sampled.traces(), sampled.examples(), options, progress, cancel);
        }
        MethodRun trained = run;
        return cancel.finish(() -> ended(trained));
    }

    private TrainingOptions options(Identity full, TrainingJournal journal) {
        RunOptions asked = request.options();
        Checkpoints checkpoints = Checkpoints.in(directory.checkpoints(), full);
        if (asked.checkpointEvery().isPresent()) {
            checkpoints = checkpoints.every(asked.checkpointEvery().getAsInt());
        }
        TrainingOptions options =
                TrainingOptions.NONE.savedIn(checkpoints).heardBy(journal).heardBy(asked.listener());
        if (asked.examination().isPresent()) {
            RunOptions.Examination held = asked.examination().get();
            options = options.examined(new RunExaminer(held), held.every());
        }
        return options.keeping(asked.kept());
    }

    /** What a training that is over leaves on disk. */
    private MethodRun ended(MethodRun run) {
        Bill cost = run.bill();
        Optional<Tuned> kept =
                run.tuned().map(done -> done.stopped().isEmpty() ? saved(done, run.traces(), cost) : done);
        Optional<String> stopped = kept.flatMap(Tuned::stopped);
        int step = kept.map(Tuned::step).orElse(0);
        record = stopped.isPresent()
                ? record.stopped(RunState.STOPPED, stopped.get(), step, cost)
                : record.finished(record.planned(), step, cost);
        if (kept.isEmpty()) {
            directory.write(record);
        }
        return new MethodRun(
                run.method(), run.traces(), run.examples(), kept.map(this::noted), Optional.of(directory.path()));
    }

    private Tuned noted(Tuned tuned) {
        try {
            directory.write(record);
            if (record.state() == RunState.FINISHED && tuned.log().exams().isEmpty()) {
                // They hold no other weights than the model.
                AtomicDirectories.delete(directory.checkpoints());
            }
            return tuned;
        } catch (UserException e) {
            return tuned.stopped().isPresent() ? tuned : tuned.stoppedBy(e.getMessage());
        }
    }

    /** Where it cannot be saved the model is still there to be used. */
    private Tuned saved(Tuned tuned, Traces traces, Bill cost) {
        try {
            tuned.model().save(directory.model());
            RunRecord done = record.finished(record.planned(), tuned.step(), cost);
            String card = new ModelCard(done, tuned.log(), traces).text();
            AtomicFiles.writeString(directory.model().resolve("README.md"), card);
            return tuned;
        } catch (UserException e) {
            return tuned.stoppedBy(e.getMessage());
        }
    }

    /** @param cause is what the caller hears of, also if this cannot be written */
    private void note(RunState how, String why, RuntimeException cause) {
        try {
            cancel.finish(() -> {
                record = record.stopped(how, why, Files.exists(directory.log()) ? lastStep() : 0, record.cost());
                directory.write(record);
                return record;
            });
        } catch (UserException e) {
            cause.addSuppressed(e);
        }
    }

    private int lastStep() {
        TrainingLog log = TrainingLog.load(directory.log());
        return log.size() + log.skipped();
    }
}
