package upft.training;

import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.Progress;

/** Measures a model while it is trained; on problems to choose settings by, never on those of the last figure. */
@FunctionalInterface
public interface Examiner {
    /**
     * @param model as it is after {@code step}; closed by the caller
     */
    Exam examine(LanguageModel model, int step, Progress progress, CancelToken cancel);
}
