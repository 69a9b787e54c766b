package upft.evaluation;

import java.util.Optional;
import upft.sampling.Trace;

/**
 * A response with its grade.
 *
 * @param answer what was found in the response, if anything
 */
public record GradedTrace(Trace trace, Optional<String> answer, boolean correct) {
    @Override
    public String toString() {
        return (correct ? "right" : "wrong") + ", answer " + answer.orElse("none") + ": " + trace;
    }
}
