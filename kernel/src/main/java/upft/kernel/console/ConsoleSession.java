package upft.kernel.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.Interpreter.Completeness;
import upft.task.CancelToken;

/** A session over an interpreter: typed at a terminal, or read from a pipe. */
public final class ConsoleSession {
    private static final String PROMPT = "upft> ";
    private static final String CONTINUED = " ...> ";
    private static final String EXIT = "/exit";
    private static final CellInput NOBODY =
            CellInput.nobody("nobody can be asked while the cells themselves come from a"
                    + " file or a pipe. Start upft console at a terminal, or take the value from the environment:"
                    + " System.getenv(\"NAME\").");

    private final Interpreter interpreter;
    private final Terminal terminal;
    private final TerminalStyle style;
    private final TerminalOutput output;
    private int cells;

    /** @param pictures the directory that charts are saved in */
    public ConsoleSession(Interpreter interpreter, Terminal terminal, TerminalStyle style, Path pictures) {
        this.interpreter = interpreter;
        this.terminal = terminal;
        this.style = style;
        PictureFiles files = new PictureFiles(pictures);
        this.output = new TerminalOutput(terminal.writer(), style, files::textOf, terminal::getWidth, System::nanoTime);
    }

    /**
     * Runs what is typed until the end of input. Failures of cells are shown and do not end the session.
     *
     * @param history the file that typed cells are remembered in
     */
    public void interact(String version, Path history) {
        LineReader reader = reader(history);
        CellInput atTerminal = new TerminalInput(terminal, output, interpreter::interrupt);
        output.line("UPFT " + version + " on Java " + Runtime.version().feature()
                + ". %lsmagic lists the magics; Ctrl-D or " + EXIT + " ends.");
        for (Optional<String> code = next(reader); code.isPresent(); code = next(reader)) {
            if (!code.get().isBlank()) {
                execute(code.get(), atTerminal);
            }
        }
    }

    /** Runs cells one after the other until one fails; gives whether none did. */
    public boolean runAll(Reader input) throws IOException {
        BufferedReader lines = new BufferedReader(input);
        StringBuilder cell = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            cell.append(line).append('\n');
            if (isComplete(cell.toString())) {
                if (!execute(cell.toString(), NOBODY)) {
                    return false;
                }
                cell.setLength(0);
            }
        }
        return cell.toString().isBlank() || execute(cell.toString(), NOBODY);
    }

    private LineReader reader(Path history) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new CellParser(interpreter))
                .completer(CellParser::candidates)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                // A "!" is Java's, not the history's.
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** The next cell; empty at the end of input. Ctrl-C drops what is typed. */
    private static Optional<String> next(LineReader reader) {
        while (true) {
            try {
                return Optional.of(reader.readLine(PROMPT))
                        .filter(line -> !line.strip().equals(EXIT));
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    private boolean isComplete(String code) {
        return !code.isBlank() && interpreter.completeness(code) != Completeness.INCOMPLETE;
    }

    /** Runs a cell and shows what came of it; gives whether all went well. */
    private boolean execute(String code, CellInput input) {
        OptionalInt number = OptionalInt.of(++cells);
        boolean shown = show(interpreter.execute(new CellRequest(code, number, output, input, new CancelToken())));
        output.endCell();
        return shown;
    }

    private boolean show(CellOutcome outcome) {
        if (outcome instanceof CellOutcome.Failed failed) {
            failed.traceback().forEach(output::line);
            return false;
        }
        try {
            ((CellOutcome.Done) outcome).result().ifPresent(value -> output.display("result", value));
            return true;
        } catch (UserException e) {
            // A picture that cannot be saved fails its cell, not the session.
            output.line(e.getMessage());
            return false;
        }
    }
}
