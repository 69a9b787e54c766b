package upft.recipe;

/**
 * Prompt and response ids; the loss is on the response alone.
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
}
