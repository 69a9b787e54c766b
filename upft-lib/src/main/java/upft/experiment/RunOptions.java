package upft.experiment;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import upft.data.ProblemSet;
import upft.evaluation.EvaluationSettings;
import upft.model.Placement;
import upft.training.Kept;
import upft.training.TrainingListener;

/**
 * What a run that is kept on disk does beside its method.
 *
 * @param checkpointEvery so many steps; without it as often as takes a twentieth of the time
 * @param examination on the way
 * @param kept which model is the result
 * @param listener hears of each step
 * @param base where the base model came from, so that it can be found again
 */
public record RunOptions(
        OptionalInt checkpointEvery,
        Optional<Examination> examination,
        Kept kept,
        TrainingListener listener,
        Optional<Place> base) {
    /** Checkpoints as often as takes a twentieth of the time, and nothing else. */
    public static final RunOptions DEFAULTS = new RunOptions(
            OptionalInt.empty(), Optional.empty(), Kept.LAST, TrainingListener.silent(), Optional.empty());

    /**
     * Measuring the model while it is trained.
     *
     * @param problems to choose settings by; never those of the last figure
     * @param every so many steps, and after the last
     */
    public record Examination(ProblemSet problems, EvaluationSettings settings, int every) {}

    /**
     * Where a model was loaded from.
     *
     * @param source "demo" or a directory
     * @param adapter directory of an adapter on top of it, if there is one
     */
    public record Place(String source, Optional<Path> adapter, Placement placement) {}

    public RunOptions withCheckpointEvery(int steps) {
        return new RunOptions(OptionalInt.of(steps), examination, kept, listener, base);
    }

    /** Measures on {@code problems} every so many steps. */
    public RunOptions evaluatedOn(ProblemSet problems, EvaluationSettings settings, int everySteps) {
        Optional<Examination> held = Optional.of(new Examination(problems, settings, everySteps));
        return new RunOptions(checkpointEvery, held, kept, listener, base);
    }

    public RunOptions keeping(Kept which) {
        return new RunOptions(checkpointEvery, examination, which, listener, base);
    }

    /** One listener more. */
    public RunOptions heardBy(TrainingListener another) {
        return new RunOptions(checkpointEvery, examination, kept, listener.and(another), base);
    }

    public RunOptions from(Place place) {
        return new RunOptions(checkpointEvery, examination, kept, listener, Optional.of(place));
    }
}
