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

    @Override
    public String toString() {
        return score.toString();
    }
}
