package upft.training;

import upft.model.LanguageModel;
import upft.task.Bill;

/** A model that training made, with the log and the bill of its training (sampling included where the caller adds it). */
public record Tuned(LanguageModel model, TrainingLog log, Bill bill) implements AutoCloseable {
    @Override
    public void close() {
        model.close();
    }
}
