package upft.sampling;

/** Text in messages. */
final class Text {
    private static final int SHOWN = 40;

    private Text() {}

    /** Enough to find a question in its file by. */
    static String beginning(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) > SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…"
                : line;
    }
}
