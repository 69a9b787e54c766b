package upft.kernel.console;

import java.io.IOException;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import upft.io.FileErrors;
import upft.io.UserException;

/** The terminal this program was started at. */
public final class Terminals {
    private static final Size USUAL = new Size(80, 24);

    private Terminals() {}

    /** The terminal behind standard input and output; one that can do nothing where these are files or pipes. */
    public static Terminal open() {
        try {
            return sized(TerminalBuilder.builder()
                    .name("upft")
                    .system(true)
                    .systemOutput(SystemOutput.SysOut)
                    .dumb(true)
                    .build());
        } catch (IOException e) {
            throw new UserException("Cannot use this terminal: " + FileErrors.reason(e) + ".", e);
        }
    }

    /** Some terminals (in containers, behind serial lines) do not know their size; JLine shows no prompt in 0 columns. */
    private static Terminal sized(Terminal terminal) {
        if (isInteractive(terminal) && terminal.getWidth() == 0) {
            terminal.setSize(USUAL);
        }
        return terminal;
    }

    /** What may be written to a terminal. A NO_COLOR that is not empty in the environment keeps colours away. */
    public static TerminalStyle styleOf(Terminal terminal, Map<String, String> environment) {
        if (!isInteractive(terminal)) {
            return TerminalStyle.LOG;
        }
        return environment.getOrDefault("NO_COLOR", "").isEmpty() ? TerminalStyle.COLOUR : TerminalStyle.PLAIN;
    }

    /** Whether someone is there to type. */
    public static boolean isInteractive(Terminal terminal) {
        return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
