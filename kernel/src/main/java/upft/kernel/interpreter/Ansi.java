package upft.kernel.interpreter;

/** The few terminal styles used: each can be read on a light and on a dark ground. */
final class Ansi {
    private static final String RESET = "\u001b[0m";

    private Ansi() {}

    /** What went wrong. */
    static String error(String text) {
        return "\u001b[1;31m" + text + RESET;
    }

    /** The mark under a place. */
    static String mark(String text) {
        return "\u001b[31m" + text + RESET;
    }
}
