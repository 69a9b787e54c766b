package upft.kernel.console;

import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.Signals;

/** What Ctrl-C (the signal INT) does. */
public final class Interrupts {
    private static final String INT = "INT";

    private Interrupts() {}

    /**
     * Does {@code work}; a Ctrl-C meanwhile runs {@code action} instead of ending the program. A terminal passes the signal
     * on; where there is none, because output goes to a file, it is taken from the system.
     *
     * @param action returns at once
     */
    public static <T> T handledBy(Runnable action, Terminal terminal, Callable<T> work) throws Exception {
        SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> action.run());
        boolean fromSystem = !Terminals.isInteractive(terminal);
        Object systemBefore = fromSystem ? Signals.register(INT, action) : null;
        try {
            return work.call();
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            if (fromSystem) {
                Signals.unregister(INT, systemBefore);
            }
        }
    }
}
