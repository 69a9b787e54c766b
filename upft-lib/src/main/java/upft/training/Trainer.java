package upft.training;

import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.task.CancelToken;
import upft.task.Progress;

/** Fine-tunes a copy of a model on a training set. STUB */
public final class Trainer {
    private final LanguageModel base;
    private final TrainingSettings settings;

    public Trainer(LanguageModel base, TrainingSettings settings) {
        this.base = base;
        this.settings = settings;
    }

    public Tuned train(String name, TrainingSet set, Progress progress, CancelToken cancel) {
        throw new UnsupportedOperationException("pending " + base + settings);
    }
}
