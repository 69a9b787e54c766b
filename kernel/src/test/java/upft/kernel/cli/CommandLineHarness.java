package upft.kernel.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import upft.kernel.cell.ScriptedInterpreter;

/** The real command line over an interpreter, a terminal and an environment of the test's own. */
final class CommandLineHarness {
    /**
     * What a command left.
     *
     * @param out what it printed, on the terminal or on standard output
     */
    record Result(int exitCode, String out, String err) {}

    final ScriptedInterpreter interpreter = new ScriptedInterpreter();
    final Map<String, String> environment = new HashMap<>();
    Path interpreterDirectory;
    String input = "";
    Callable<String> engineProof = () -> "runs";
    Supplier<List<String>> worker = () -> OwnCommand.with("bench", "worker");

    private final Path home;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CommandLineHarness(Path home) {
        this.home = home;
    }

    Platform platform() {
        return new Platform(Platform.System.UNIX, environment, home);
    }

    World world() {
        return new World(
                (source, directory, history) -> {
                    interpreterDirectory = directory;
                    return interpreter;
                },
                this::terminal,
                platform(),
                engineProof,
                worker,
                new StringReader(input),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    Result execute(String... arguments) {
        return result(Main.commandLine(world()).execute(arguments));
    }

    Result result(int exitCode) {
        return new Result(exitCode, screen.toString(StandardCharsets.UTF_8) + out, err.toString());
    }

    private Terminal terminal() {
        try {
            return new DumbTerminal(
                    "test", Terminal.TYPE_DUMB, new ByteArrayInputStream(new byte[0]), screen, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
