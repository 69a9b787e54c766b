package upft.kernel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.console.PlainText;
import upft.kernel.console.TerminalOutput;
import upft.kernel.console.TerminalStyle;
import upft.kernel.notebook.Cell;
import upft.kernel.notebook.NotebookRunner;
import upft.kernel.notebook.NotebookRunner.Run;
import upft.kernel.notebook.ResultTable;

/** Shows on a terminal how the run of a notebook goes. */
final class RunReport implements NotebookRunner.Listener {
    private final TerminalStyle style;
    private final TerminalOutput output;

    RunReport(Terminal terminal, TerminalStyle style) {
        this.style = style;
        this.output = new TerminalOutput(terminal.writer(), style, PlainText::of, terminal::getWidth, System::nanoTime);
    }

    void begin(Path notebook, Path directory) {
        output.line("Running " + notebook + "; its files go to " + directory + ".");
    }

    @Override
    public void started(int number, int total, Cell cell) {
        List<String> lines = cell.source().strip().lines().toList();
        String more = lines.size() > 1 ? " ..." : "";
        output.line("");
        output.line(style.strong("[" + number + "/" + total + "]") + " " + style.faint(lines.get(0) + more));
    }

    @Override
    public void ended(CellOutcome outcome) {
        if (outcome instanceof CellOutcome.Done done) {
            done.result().ifPresent(value -> output.display("result", value));
        } else if (outcome instanceof CellOutcome.Failed failed) {
            failed.traceback().forEach(output::line);
        }
        output.endCell();
    }

    @Override
    public CellOutput output() {
        return output;
    }

    /** @param notebook where the executed notebook is; empty if it could not be written, as with {@code page} */
    void end(Run run, Optional<Path> notebook, Optional<Path> page) {
        Optional<String> table = ResultTable.lastOf(run.notebook());
        run.failure()
                .ifPresentOrElse(
                        failure -> line("Stopped at cell " + failure.cell() + ": "
                                + failure.outcome().message()),
                        () -> table.ifPresent(this::line));
        line("Executed notebook: " + place(notebook));
        output.line("Report:            " + place(page));
    }

    private static String place(Optional<Path> file) {
        return file.map(Path::toString).orElse("not written");
    }

    private void line(String text) {
        output.line("");
        output.line(text.stripTrailing());
    }
}
