package upft.kernel.cli;

import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import upft.kernel.cell.Interpreter;
import upft.kernel.console.Terminals;
import upft.kernel.display.LateRenderer;
import upft.kernel.history.History;
import upft.kernel.interpreter.NotebookInterpreter;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

/**
 * What the commands need of the world outside. Tests give another.
 *
 * @param interpreters starts the interpreter of a session
 * @param terminal opens the terminal that cells are run at
 * @param engineProof makes the engine do something and says what
 * @param worker starts this program once more as a benchmark's worker; task and job follow
 * @param in standard input
 * @param out where commands print that run no cells
 */
record World(
        Interpreters interpreters,
        Supplier<Terminal> terminal,
        Platform platform,
        Callable<String> engineProof,
        Supplier<List<String>> worker,
        Reader in,
        PrintWriter out,
        PrintWriter err) {
    static World real() {
        return new World(
                World::interpreter,
                Terminals::open,
                Platform.current(),
                DoctorCommand::oneToken,
                () -> OwnCommand.with("bench", "worker"),
                new InputStreamReader(System.in, Charset.defaultCharset()),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true));
    }

    /** Starts the interpreter of one session. */
    @FunctionalInterface
    interface Interpreters {
        /**
         * @param source where relative paths that magics read begin
         * @param directory where relative paths that magics write begin
         * @param history every cell is added to it
         */
        Interpreter start(Path source, Path directory, History history);
    }

    private static Interpreter interpreter(Path source, Path directory, History history) {
        return new NotebookInterpreter(
                StandardMagics.registry(), new Session(source, directory), new LateRenderer(), history);
    }

    /** The history that sessions share. */
    History history() {
        return platform.history().map(file -> History.at(file, this::log)).orElseGet(History::ofThisSession);
    }

    /** Says something that is nobody's output and ends nothing. */
    void log(String message) {
        err.println("upft: " + message);
    }
}
