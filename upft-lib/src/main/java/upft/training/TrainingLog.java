package upft.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Every optimiser step of a training run.
 *
 * @param steps those that changed the weights
 * @param skipped those that were left out, because their loss or gradient was not finite
 */
public record TrainingLog(String name, TrainingSettings settings, List<TrainingStep> steps, int skipped) {
    public TrainingLog {
        steps = List.copyOf(steps);
    }

    /** A run without skipped steps. */
    public TrainingLog(String name, TrainingSettings settings, List<TrainingStep> steps) {
        this(name, settings, steps, 0);
    }

    public int size() {
        return steps.size();
    }

    /** Positions that the loss looked at, over all steps. */
    public long tokens() {
        return steps.stream().mapToLong(TrainingStep::tokens).sum();
    }

    /** Writes JSONL: a first line with name and settings, then one line a step. */
    public void save(Path file) {
        TrainingLogFiles.write(file, this);
    }

    /** @throws upft.io.UserException naming file and line if it is not what {@link #save} writes */
    public static TrainingLog load(Path file) {
        return TrainingLogFiles.read(file);
    }

    @Override
    public String toString() {
        String left = skipped == 0 ? "" : String.format(Locale.ROOT, ", %,d skipped", skipped);
        if (steps.isEmpty()) {
            return name + ": no step" + left;
        }
        TrainingStep first = steps.get(0);
        TrainingStep last = steps.get(steps.size() - 1);
        return String.format(
                Locale.ROOT,
                "%s: %,d steps%s, %,d tokens, loss %.4f to %.4f",
                name,
                size(),
                left,
                tokens(),
                first.loss(),
                last.loss());
    }
}
