package upft.training;

import java.util.Optional;
import upft.model.LanguageModel;
import upft.task.Bill;

/**
 * A model that training made, with the log and the bill of its training (sampling included where the caller adds it).
 *
 * @param step after which it is the model
 * @param stopped why the training ended before its last step, if it did
 */
public record Tuned(LanguageModel model, TrainingLog log, Bill bill, int step, Optional<String> stopped)
        implements AutoCloseable {
    /** What a training that came to its end made. */
    public Tuned(LanguageModel model, TrainingLog log, Bill bill) {
        this(model, log, bill, log.planned(), Optional.empty());
    }

    /** The same, ended before its time. */
    public Tuned stoppedBy(String why) {
        return new Tuned(model, log, bill, step, Optional.of(why));
    }

    @Override
    public void close() {
        model.close();
    }
}
