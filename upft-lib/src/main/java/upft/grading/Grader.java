package upft.grading;

import java.util.Optional;
import upft.data.Problem;

/** Decides whether a response answers a problem. */
public interface Grader {
    /** The answer found in a response, if any. */
    Optional<String> answer(String response);

    /** Compares numbers; see {@link NumericGrader}. */
    static Grader numeric() {
        return new NumericGrader();
    }

    /** Whether {@code response} gives the problem's reference answer. */
    boolean isCorrect(Problem problem, String response);
}
