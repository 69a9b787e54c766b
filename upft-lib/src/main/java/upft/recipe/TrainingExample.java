package upft.recipe;

import java.util.Arrays;
import java.util.Objects;
import upft.io.UserException;

/**
 * Prompt and response ids; the loss is on the response alone. Equal by content; the arrays are not to be changed.
 *
 * @param problemId the problem it came from
 * @param kind what part of a trace the response is
 */
public record TrainingExample(String problemId, Kind kind, int[] promptIds, int[] responseIds) {
    /** What part of a trace is trained on. */
    public enum Kind {
        PREFIX,
        FULL_TRACE
    }

    /** @throws UserException if the prompt or the response has no token */
    public TrainingExample {
        if (promptIds.length == 0 || responseIds.length == 0) {
            throw new UserException("The training example of " + problemId + " has " + promptIds.length + " prompt and "
                    + responseIds.length + " response tokens. Both need at least one.");
        }
    }

    /** Tokens of prompt and response together. */
    public int length() {
        return promptIds.length + responseIds.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingExample example
                && problemId.equals(example.problemId)
                && kind == example.kind
                && Arrays.equals(promptIds, example.promptIds)
                && Arrays.equals(responseIds, example.responseIds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(problemId, kind, Arrays.hashCode(promptIds), Arrays.hashCode(responseIds));
    }

    @Override
    public String toString() {
        return problemId + " " + kind + ": " + promptIds.length + " prompt, " + responseIds.length + " response tokens";
    }
}
