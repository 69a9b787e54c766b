package upft.recipe;

/** Why a trace of the plan gave no training example. */
public enum LeftOut {
    /** It reached its token limit. */
    NOT_ENDED("did not end"),
    /** It ended without the reference answer. */
    WRONG_ANSWER("had a wrong answer"),
    /** It was correct, and another correct trace of the same problem was chosen. */
    NOT_CHOSEN("were correct but another was chosen");

    private final String reason;

    LeftOut(String reason) {
        this.reason = reason;
    }

    /** Completes "12 traces …". */
    public String reason() {
        return reason;
    }
}
