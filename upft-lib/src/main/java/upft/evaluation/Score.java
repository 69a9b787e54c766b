package upft.evaluation;

import java.util.Locale;
import upft.task.Bill;

/**
 * What an evaluation found.
 *
 * @param model name of the model
 * @param problems name of the problem set
 * @param greedy accuracy of greedy decoding
 * @param averageAtK mean accuracy of k sampled answers a question (avg@k), clustered by question; unknown if k is 0
 * @param k samples a question
 * @param endedShare share of the sampled answers that ended by themselves (of the greedy ones if k is 0)
 * @param noAnswerShare share of the sampled answers in which no answer was found (of the greedy ones if k is 0)
 * @param bill cost of the evaluation itself
 */
public record Score(
        String model,
        String problems,
        int questions,
        Estimate greedy,
        Estimate averageAtK,
        int k,
        double endedShare,
        double noAnswerShare,
        Bill bill) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s on %,d questions of %s: greedy %s%s; %.0f%% ended, %.0f%% without an answer",
                model,
                questions,
                problems,
                greedy,
                k == 0 ? "" : ", avg@" + k + " " + averageAtK,
                100 * endedShare,
                100 * noAnswerShare);
    }
}
