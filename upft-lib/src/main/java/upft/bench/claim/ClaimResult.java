package upft.bench.claim;

import upft.task.Bill;

/**
 * What a method did.
 *
 * @param examples that were trained on
 * @param bill tokens and seconds of sampling and of training
 * @param traces that were sampled
 * @param ended those of them that reached no limit
 * @param endedTokens tokens of these
 * @param leftOut which traces gave no example, in words; may be empty
 */
record ClaimResult(int examples, Bill bill, int traces, int ended, long endedTokens, String leftOut) {
    double totalSeconds() {
        return bill.secondsSampling() + bill.secondsTraining();
    }
}
