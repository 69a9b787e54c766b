package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.kernel.cell.Interpreter;
import upft.kernel.console.ConsoleSession;
import upft.kernel.console.Interrupts;
import upft.kernel.console.Terminals;
import upft.kernel.history.History;

/** {@code upft console}: a session at the terminal. */
@Command(
        name = "console",
        description = {
            "Work at the terminal with the same Java and the same magics as in a notebook.",
            "",
            "Enter runs what is complete and goes on with what is not. Tab completes. Ctrl-C stops what runs, or drops"
                    + " what is typed. Ctrl-D ends the session. Charts are saved as pictures and their places shown.",
            "",
            "Where the input is a file or a pipe, it is run cell by cell and the first failure ends the session with"
                    + " exit code 1."
        })
final class ConsoleCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/console",
            description = "Where charts and the files that magics save go (default: ${DEFAULT-VALUE}).")
    private Path out;

    ConsoleCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        OutputDirectory.prepare(out);
        try (Terminal terminal = world.terminal().get();
                Interpreter interpreter =
                        world.interpreters().start(Path.of("").toAbsolutePath(), out, history(terminal))) {
            return Interrupts.handledBy(interpreter::interrupt, terminal, () -> session(interpreter, terminal));
        }
    }

    private int session(Interpreter interpreter, Terminal terminal) throws IOException {
        ConsoleSession session = new ConsoleSession(
                interpreter,
                terminal,
                Terminals.styleOf(terminal, world.platform().environment()),
                out);
        if (Terminals.isInteractive(terminal)) {
            session.interact(new Versions().upft(), typedLines());
            return 0;
        }
        return session.runAll(world.in()) ? 0 : Failures.CELL_FAILED;
    }

    /** What comes from a pipe is a program, which nobody wants to find among what was typed. */
    private History history(Terminal terminal) {
        return Terminals.isInteractive(terminal) ? world.history() : History.ofThisSession();
    }

    private Path typedLines() {
        return world.platform().userData().resolve("upft").resolve("console-history");
    }
}
