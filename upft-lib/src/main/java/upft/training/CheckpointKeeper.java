package upft.training;

import java.util.Optional;
import upft.io.UserException;
import upft.model.TrainingRun;
import upft.task.CancelToken;
import upft.task.ProgressMeter;

/** Writes the checkpoints of a training when they are due. */
final class CheckpointKeeper {
    private final Optional<Checkpoints> checkpoints;
    private final TrainingRun run;
    private final ProgressMeter meter;
    private int step;
    private int exams;
    private double writtenAfter;
    private double took;

    CheckpointKeeper(Optional<Checkpoints> checkpoints, TrainingRun run, ProgressMeter meter) {
        this.checkpoints = checkpoints;
        this.run = run;
        this.meter = meter;
        this.writtenAfter = meter.seconds();
    }

    /** There is a checkpoint of this. */
    void wrote(TrainingPosition position, TrainingLog log) {
        step = position.step();
        exams = log.exams().size();
        writtenAfter = meter.seconds();
    }

    void writeIfDue(TrainingPosition position, TrainingLog log, CancelToken cancel) {
        int steps = position.step() - step;
        double seconds = meter.seconds() - writtenAfter;
        if (checkpoints.isPresent()
                && position.step() < log.planned()
                && checkpoints.get().due(steps, seconds, took)) {
            write(position, log, cancel);
        }
    }

    /** Writes one unless it is there; an interrupt that comes meanwhile waits for it. */
    void write(TrainingPosition position, TrainingLog log, CancelToken cancel) {
        if (checkpoints.isEmpty()
                || step == position.step() && exams == log.exams().size()) {
            return;
        }
        double start = meter.seconds();
        try {
            cancel.finish(() -> {
                checkpoints.get().write(position, log, run);
                return position;
            });
        } catch (UserException e) {
            throw new CannotSaveException(e);
        }
        took = meter.seconds() - start;
        wrote(position, log);
    }
}
