package upft.evaluation;

import upft.task.Bill;

/**
 * What an evaluation found.
 *
 * @param greedy accuracy of greedy decoding
 * @param averageAtK mean accuracy of k sampled answers a question (avg@k), clustered by question
 * @param k samples a question
 * @param endedShare share of the sampled answers that ended by themselves
 * @param noAnswerShare share of the sampled answers in which no answer was found
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
        Bill bill) {}
