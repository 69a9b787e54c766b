package upft.evaluation;

import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.Progress;

/** Measures a model's accuracy on a problem set. STUB */
public final class Evaluation {
    private final ProblemSet problems;
    private final EvaluationSettings settings;
    private final Grader grader;

    public Evaluation(ProblemSet problems, EvaluationSettings settings, Grader grader) {
        this.problems = problems;
        this.settings = settings;
        this.grader = grader;
    }

    public Score of(LanguageModel model, Progress progress, CancelToken cancel) {
        throw new UnsupportedOperationException("pending " + problems + settings + grader);
    }
}
