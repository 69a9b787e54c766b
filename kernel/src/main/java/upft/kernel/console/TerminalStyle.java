package upft.kernel.console;

import org.jline.utils.AttributedString;

/** How text may look where it goes: colours, and whether lines can be written over. */
public enum TerminalStyle {
    /** A file, a pipe, or a terminal that can do nothing: plain text, nothing is taken back. */
    LOG(false, false),
    /** A terminal whose user wants no colours (see no-color.org). */
    PLAIN(true, false),
    /** A terminal. */
    COLOUR(true, true);

    private static final String RESET = "\u001b[0m";

    private final boolean live;
    private final boolean coloured;

    TerminalStyle(boolean live, boolean coloured) {
        this.live = live;
        this.coloured = coloured;
    }

    /** Whether what was written last can be written over. */
    boolean isLive() {
        return live;
    }

    /** The text, its colours taken out where they would be noise. */
    String filter(String text) {
        return coloured ? text : AttributedString.stripAnsi(text);
    }

    String warning(String text) {
        return coloured ? "\u001b[33m" + text + RESET : filter(text);
    }

    /** Text that stands back. */
    public String faint(String text) {
        return coloured ? "\u001b[2m" + text + RESET : filter(text);
    }

    public String strong(String text) {
        return coloured ? "\u001b[1m" + text + RESET : filter(text);
    }

    /** Columns that a line takes on the screen. */
    static int columns(String line) {
        return AttributedString.fromAnsi(line).columnLength();
    }
}
