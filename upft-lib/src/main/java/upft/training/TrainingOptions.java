package upft.training;

import java.util.Optional;
import upft.io.UserException;

/**
 * What a training does beside its steps. Nothing of it has a say in the steps themselves.
 *
 * @param checkpoints where it is saved so that it can go on; if there is a checkpoint, it goes on from there
 * @param examiner measures it on the way
 * @param examinedEvery so many steps, and after the last
 * @param kept which model is the result
 * @param listener hears of each step
 */
public record TrainingOptions(
        Optional<Checkpoints> checkpoints,
        Optional<Examiner> examiner,
        int examinedEvery,
        Kept kept,
        TrainingListener listener) {
    /** Nothing. */
    public static final TrainingOptions NONE =
            new TrainingOptions(Optional.empty(), Optional.empty(), 0, Kept.LAST, TrainingListener.silent());

    /** @throws UserException if the best model is wanted, and none is measured or saved on the way */
    public TrainingOptions {
        if (examiner.isPresent() && examinedEvery < 1) {
            throw new UserException("Evaluation every " + examinedEvery + " steps. Give at least 1.");
        }
        if (kept == Kept.BEST && (examiner.isEmpty() || checkpoints.isEmpty())) {
            throw new UserException("The best model cannot be told without evaluation on the way, nor kept without"
                    + " checkpoints. Give a number of steps between evaluations, and have the run saved.");
        }
    }

    public TrainingOptions savedIn(Checkpoints place) {
        return new TrainingOptions(Optional.of(place), examiner, examinedEvery, kept, listener);
    }

    public TrainingOptions examined(Examiner newExaminer, int everySteps) {
        return new TrainingOptions(checkpoints, Optional.of(newExaminer), everySteps, kept, listener);
    }

    public TrainingOptions keeping(Kept which) {
        return new TrainingOptions(checkpoints, examiner, examinedEvery, which, listener);
    }

    /** One listener more. */
    public TrainingOptions heardBy(TrainingListener another) {
        return new TrainingOptions(checkpoints, examiner, examinedEvery, kept, listener.and(another));
    }
}
