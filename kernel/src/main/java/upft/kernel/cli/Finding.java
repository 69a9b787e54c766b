package upft.kernel.cli;

/**
 * What a check of this machine found.
 *
 * @param subject what was looked at
 * @param advice what to do about it; empty where there is nothing to do
 */
record Finding(State state, String subject, String found, String advice) {
    /** How bad it is. */
    enum State {
        OK("ok     "),
        /** Works, but something may be wanted. */
        NOTE("note   "),
        /** Does not work. */
        PROBLEM("PROBLEM");

        private final String label;

        State(String label) {
            this.label = label;
        }
    }

    static Finding ok(String subject, String found) {
        return new Finding(State.OK, subject, found, "");
    }

    static Finding note(String subject, String found, String advice) {
        return new Finding(State.NOTE, subject, found, advice);
    }

    static Finding problem(String subject, String found, String advice) {
        return new Finding(State.PROBLEM, subject, found, advice);
    }

    String text() {
        String line = state.label + " " + subject + ": " + found;
        return advice.isEmpty()
                ? line
                : line + System.lineSeparator() + " ".repeat(State.PROBLEM.label.length() + 1) + advice;
    }
}
