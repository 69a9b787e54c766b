package upft.training;

/**
 * Where a training stands between two steps. With the settings it says all of what comes: data order and dropout are
 * functions of seed and step.
 *
 * @param step the last one that was made, skipped ones included; 0 before the first
 * @param examples seen so far, each as often as it was seen
 * @param tokens positions that the loss looked at so far, those of skipped steps included
 * @param skipped steps so far that were left out
 * @param skippedInARow how many the last ones of them were
 * @param seconds of wall-clock time that the steps took
 */
public record TrainingPosition(int step, long examples, long tokens, int skipped, int skippedInARow, double seconds) {
    static final TrainingPosition START = new TrainingPosition(0, 0, 0, 0, 0, 0);

    /** After one more step, which changed the weights. */
    TrainingPosition stepped(int moreExamples, int moreTokens, double moreSeconds) {
        return new TrainingPosition(
                step + 1, examples + moreExamples, tokens + moreTokens, skipped, 0, seconds + moreSeconds);
    }

    /** After one more step, which was left out. */
    TrainingPosition skipped(int moreExamples, int moreTokens, double moreSeconds) {
        return new TrainingPosition(
                step + 1,
                examples + moreExamples,
                tokens + moreTokens,
                skipped + 1,
                skippedInARow + 1,
                seconds + moreSeconds);
    }
}
