package upft.evaluation;

import java.util.List;

/**
 * A score with the graded answers behind it.
 *
 * @param greedy one a question, in the problem set's order
 * @param samples k a question, in the problem set's order, samples of one question adjacent
 */
public record EvaluationResult(Score score, List<GradedTrace> greedy, List<GradedTrace> samples) {
    public EvaluationResult {
        greedy = List.copyOf(greedy);
        samples = List.copyOf(samples);
    }

    /**
     * How much better this is than {@code baseline} on the same questions, with the standard error of the paired
     * differences: much smaller than that of two separate scores, as the difficulty of the questions cancels out.
     *
     * @throws upft.io.UserException if the two were not measured on the same questions
     */
    public PairedDifference minus(EvaluationResult baseline) {
        return PairedDifference.of(this, baseline);
    }

    /** Right greedy answers of each question, 0 or 1, in the order of the questions. */
    public double[] greedyByQuestion() {
        return Accuracy.byQuestion(greedy);
    }

    /** Share of right sampled answers of each question, in the order of the questions; none if k is 0. */
    public double[] samplesByQuestion() {
        return Accuracy.byQuestion(samples);
    }

    @Override
    public String toString() {
        return score.toString();
    }
}
