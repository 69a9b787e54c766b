package upft.recipe;

/** Why a trace of the plan gave no training example. */
public enum LeftOut {
    /** It reached its token limit. */
    NOT_ENDED("did not end"),
    /** It ended without the reference answer. */
    WRONG_ANSWER("had a wrong answer"),
    /** It was correct, and another correct trace of the same problem was chosen. */
    NOT_CHOSEN("were correct but another was chosen"),
    /** It was correct, and its tokens are those of another that was kept. */
    REPEATED("repeated another"),
    /** Prompt and response together are over the maximum length. */
    TOO_LONG("were too long for an example"),
    /** There is no word in what was to be kept of it. */
    EMPTY("had nothing to keep");

    private final String reason;

    LeftOut(String reason) {
        this.reason = reason;
    }

    /** Completes "12 traces …". */
    public String reason() {
        return reason;
    }
}
