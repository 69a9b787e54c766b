package upft.sampling;

import java.util.Objects;
import upft.data.Problem;
import upft.io.UserException;

/**
 * What is to be sampled for one problem.
 *
 * @param samples how many traces
 * @param maxTokens tokens a trace at most; a trace may end sooner
 */
public record SampleRequest(Problem problem, int samples, int maxTokens) {
    public SampleRequest {
        Objects.requireNonNull(problem, "problem");
        if (samples < 1 || maxTokens < 1) {
            throw new UserException("Cannot sample " + samples + " traces of " + maxTokens + " tokens for "
                    + problem.id() + ". Ask for at least one trace of at least one token.");
        }
    }
}
