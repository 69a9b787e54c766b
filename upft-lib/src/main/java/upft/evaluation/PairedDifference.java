package upft.evaluation;

import java.util.Arrays;
import java.util.List;
import upft.io.UserException;

/**
 * The difference of two evaluations on the same questions, question by question.
 *
 * @param greedy difference in greedy accuracy
 * @param averageAtK difference in avg@k; unknown if either has no samples
 */
public record PairedDifference(String model, String baseline, Estimate greedy, Estimate averageAtK) {
    static PairedDifference of(EvaluationResult result, EvaluationResult baseline) {
        requireSameQuestions(result, baseline);
        boolean sampled = !result.samples().isEmpty() && !baseline.samples().isEmpty();
        return new PairedDifference(
                result.score().model(),
                baseline.score().model(),
                difference(result.greedy(), baseline.greedy()),
                sampled ? difference(result.samples(), baseline.samples()) : Estimate.UNKNOWN);
    }

    private static Estimate difference(List<GradedTrace> left, List<GradedTrace> right) {
        double[] a = Accuracy.byQuestion(left);
        double[] b = Accuracy.byQuestion(right);
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return Estimate.ofQuestions(differences);
    }

    private static void requireSameQuestions(EvaluationResult result, EvaluationResult baseline) {
        if (!Accuracy.questions(result.greedy()).equals(Accuracy.questions(baseline.greedy()))) {
            throw new UserException(result.score().model() + " and "
                    + baseline.score().model()
                    + " were not measured on the same questions. Evaluate both on one problem set.");
        }
    }

    /** In percentage points. */
    @Override
    public String toString() {
        return model + " minus " + baseline + ": greedy " + greedy.inPoints() + ", avg@k " + averageAtK.inPoints();
    }
}
