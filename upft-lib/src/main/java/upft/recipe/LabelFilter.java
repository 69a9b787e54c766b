package upft.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import upft.grading.Grader;
import upft.io.UserException;

/**
 * Keeps the traces that ended with the reference answer. One that reached its token limit is not kept, whatever its last
 * number.
 *
 * @param samples traces a problem that are sampled for it
 * @param grader compares a trace's answer with the reference
 */
public record LabelFilter(int samples, Grader grader) {
    /** @throws UserException if {@code samples} is below 1 */
    public LabelFilter {
        Objects.requireNonNull(grader, "grader");
        if (samples < 1) {
            throw new UserException("The label filter has " + samples + " samples a problem. Give at least 1.");
        }
    }

    /** The right ones of one problem's traces; the others are counted. */
    List<PlannedTrace> right(List<PlannedTrace> candidates, ExampleCollector collector) {
        List<PlannedTrace> right = new ArrayList<>();
        for (PlannedTrace each : candidates) {
            if (!each.ended()) {
                collector.leaveOut(LeftOut.NOT_ENDED);
            } else if (!grader.isCorrect(each.trace().problem(), each.trace().text())) {
                collector.leaveOut(LeftOut.WRONG_ANSWER);
            } else {
                right.add(each);
            }
        }
        return right;
    }
}
