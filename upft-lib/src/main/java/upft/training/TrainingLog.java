package upft.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every optimiser step of a training run.
 *
 * @param steps those that changed the weights
 * @param skipped those that were left out, because their loss or gradient was not finite
 * @param planned steps of the whole training; more than there are if it was stopped or still goes on
 * @param exams that were held on the way
 */
public record TrainingLog(
        String name, TrainingSettings settings, List<TrainingStep> steps, int skipped, int planned, List<Exam> exams) {
    public TrainingLog {
        steps = List.copyOf(steps);
        exams = List.copyOf(exams);
    }

    /** A run that was neither stopped nor examined. */
    public TrainingLog(String name, TrainingSettings settings, List<TrainingStep> steps, int skipped) {
        this(name, settings, steps, skipped, steps.size() + skipped, List.of());
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

    /** The exam with the best mark, the first of equals; empty if there was none. */
    public Optional<Exam> best() {
        return exams.stream().reduce((best, next) -> next.mark() > best.mark() ? next : best);
    }

    /** The exam after a step, if one was held. */
    public Optional<Exam> examAt(int step) {
        return exams.stream().filter(exam -> exam.step() == step).findFirst();
    }

    /** Writes JSONL: a first line with name and settings, then one line a step or exam. */
    public void save(Path file) {
        TrainingLogFiles.write(file, this);
    }

    /** @throws upft.io.UserException naming file and line if it is not what {@link #save} writes */
    public static TrainingLog load(Path file) {
        return TrainingLogFiles.read(file);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        boolean whole = size() + skipped == planned;
        parts.add(whole ? String.format(Locale.ROOT, "%,d steps", size()) : madeOfPlanned());
        if (skipped > 0) {
            parts.add(String.format(Locale.ROOT, "%,d skipped", skipped));
        }
        if (!steps.isEmpty()) {
            double first = steps.get(0).loss();
            double last = steps.get(size() - 1).loss();
            parts.add(String.format(Locale.ROOT, "%,d tokens, loss %.4f to %.4f", tokens(), first, last));
        }
        return name + ": " + String.join(", ", parts);
    }

    private String madeOfPlanned() {
        return String.format(Locale.ROOT, "%,d of %,d steps", size(), planned);
    }
}
