package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.cell.Interpreter;
import upft.kernel.console.Interrupts;
import upft.kernel.console.Terminals;
import upft.kernel.history.History;
import upft.kernel.notebook.HtmlReport;
import upft.kernel.notebook.Notebook;
import upft.kernel.notebook.NotebookReader;
import upft.kernel.notebook.NotebookRunner;
import upft.kernel.notebook.NotebookRunner.Run;
import upft.kernel.notebook.NotebookWriter;

/** {@code upft run}: a notebook from beginning to end, without Jupyter. */
@Command(
        name = "run",
        description = {
            "Execute a notebook; neither Jupyter nor Python is needed.",
            "",
            "Writes the executed notebook and a report (one HTML page that needs no network) and prints the last result"
                    + " table. Stops at the first cell that fails, unless it is tagged raises-exception; what was"
                    + " executed until then is written. Cells tagged skip-execution are left out. Ctrl-C stops the"
                    + " running cell and with it the run. Should the disk be full by then, the files go to the directory"
                    + " for temporary files and the exit code is 2."
        })
final class RunCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "NOTEBOOK", description = "The .ipynb file; it is not changed.")
    private Path notebookFile;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the executed notebook, the report and the files that magics save go (default:"
                    + " out/NOTEBOOK in the current directory). Java code of a cell finds it as session.directory().")
    private Path out;

    RunCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        Notebook notebook = NotebookReader.read(notebookFile);
        Path directory = directory();
        try (Terminal terminal = world.terminal().get();
                Interpreter interpreter = world.interpreters()
                        .start(notebookFile.toAbsolutePath().getParent(), directory, History.ofThisSession())) {
            return Interrupts.handledBy(
                    interpreter::interrupt, terminal, () -> run(notebook, directory, interpreter, terminal));
        }
    }

    private int run(Notebook notebook, Path directory, Interpreter interpreter, Terminal terminal) {
        RunReport report = new RunReport(
                terminal, Terminals.styleOf(terminal, world.platform().environment()));
        report.begin(notebookFile, directory);
        Run run = new NotebookRunner(interpreter, report).run(notebook);
        RunFiles files = new RunFiles(directory);
        Optional<Path> executed =
                files.write(notebookFile.getFileName().toString(), file -> NotebookWriter.write(run.notebook(), file));
        Optional<Path> page = files.write(baseName() + ".html", file -> HtmlReport.write(run.notebook(), file));
        report.end(run, executed, page);
        files.requireAllInPlace();
        return exitCode(run);
    }

    private static int exitCode(Run run) {
        return run.failure()
                .map(failure -> failure.isInterrupt() ? Failures.INTERRUPTED : Failures.CELL_FAILED)
                .orElse(0);
    }

    private String baseName() {
        return notebookFile.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    private Path directory() {
        Path directory = out == null ? Path.of("out", baseName()) : out;
        OutputDirectory.prepare(directory);
        try {
            Path target = directory.resolve(notebookFile.getFileName());
            if (Files.exists(target) && Files.isSameFile(target, notebookFile)) {
                throw new UserException("--out " + directory + " would replace the notebook " + notebookFile
                        + " itself. Name another.");
            }
            return directory;
        } catch (IOException e) {
            throw new UserException("Cannot read the directory " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
