package upft.experiment;

import java.util.ArrayList;
import java.util.List;
import upft.evaluation.Estimate;
import upft.evaluation.Evaluation;
import upft.evaluation.Score;
import upft.model.LanguageModel;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.Exam;
import upft.training.Examiner;

/** Measures a model on its way as {@link Evaluation} does; avg@k decides, or greedy accuracy where there are no samples. */
record RunExaminer(RunOptions.Examination how) implements Examiner {
    @Override
    public Exam examine(LanguageModel model, int step, Progress progress, CancelToken cancel) {
        Score score = new Evaluation(how.problems(), how.settings())
                .of(model, progress, cancel)
                .score();
        List<Exam.Measure> measures = new ArrayList<>(List.of(measure("greedy", score.greedy())));
        if (score.averageAtK().known()) {
            measures.add(measure("avg@" + score.k(), score.averageAtK()));
        }
        return new Exam(step, score.problems(), score.questions(), measures);
    }

    private static Exam.Measure measure(String name, Estimate estimate) {
        return new Exam.Measure(name, estimate.mean(), estimate.standardError());
    }
}
