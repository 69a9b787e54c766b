package upft.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import upft.evaluation.Score;
import upft.recipe.TrainingSet;
import upft.sampling.Trace;
import upft.sampling.Traces;
import upft.task.Bill;
import upft.training.Tuned;

/**
 * What a method did. Closing it closes the tuned model.
 *
 * @param tuned empty if there was no example to train on, as when RFT found no correct trace; the base model is then the
 *     method's result
 * @param directory where the run is kept on disk, if it is
 */
public record MethodRun(
        String method, Traces traces, TrainingSet examples, Optional<Tuned> tuned, Optional<Path> directory)
        implements AutoCloseable {
    /** A run that is in memory alone. */
    public MethodRun(String method, Traces traces, TrainingSet examples, Optional<Tuned> tuned) {
        this(method, traces, examples, tuned, Optional.empty());
    }

    /** Why the training ended before its last step, if it did; the model is then that of the last step made. */
    public Optional<String> stopped() {
        return tuned.flatMap(Tuned::stopped);
    }

    /** The cost of the whole method: its sampling and its training. */
    public Bill bill() {
        return examples.bill().plus(tuned.map(Tuned::bill).orElse(Bill.NOTHING));
    }

    /** A row of a comparison, with the score of the tuned model, or of the base model if nothing was trained. */
    public MethodResult result(Score score) {
        return new MethodResult(method, score, bill(), tuned.map(Tuned::log));
    }

    /**
     * What the traces were where none is left to train on: how many there were, how many of them ended, and what became of
     * them.
     */
    public String nothingLeft() {
        long ended = traces.traces().stream().filter(Trace::ended).count();
        return String.format(
                Locale.ROOT,
                "of %,d traces %s %,d ended, and none is left (%s)",
                traces.size(),
                traces.imported() ? "that were brought in" : "that were sampled",
                ended,
                examples.leftOutSummary());
    }

    @Override
    public void close() {
        tuned.ifPresent(Tuned::close);
    }

    @Override
    public String toString() {
        return method + ": "
                + tuned.map(done -> done.log().toString())
                        .orElseGet(() -> "no example to train on; the model is unchanged: " + nothingLeft())
                + "\n" + examples;
    }
}
