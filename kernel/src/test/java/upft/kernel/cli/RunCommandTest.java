package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.kernel.cell.ScriptedInterpreter.failure;
import static upft.kernel.cell.ScriptedInterpreter.nothing;
import static upft.kernel.cell.ScriptedInterpreter.value;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.MimeBundle;

class RunCommandTest {
    private static final String TWO_CELLS = """
            {"cells": [
              {"cell_type": "code", "id": "one", "metadata": {}, "source": "first\\n// more", "execution_count": null, "outputs": []},
              {"cell_type": "code", "id": "two", "metadata": {}, "source": "second", "execution_count": null, "outputs": []}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """;

    @TempDir
    private Path directory;

    private CommandLineHarness cli;
    private Path notebook;
    private Path out;

    @BeforeEach
    void writeNotebook() throws IOException {
        cli = new CommandLineHarness(directory.resolve("home"));
        notebook = Files.writeString(directory.resolve("my notebook.ipynb"), TWO_CELLS);
        out = directory.resolve("results/deep");
    }

    @Test
    void itShowsTheCellsAndEndsWithTheLastTableAndTheFilesPlaces() {
        cli.interpreter.on("first\n// more", cell -> {
            cell.stdout("hello\n");
            return value(MimeBundle.html("<table></table>", "method  greedy\nbase    0.50\n"));
        });
        cli.interpreter.on("second", cell -> {
            cell.display("bar", MimeBundle.text("0 of 9"));
            cell.update("bar", MimeBundle.text("9 of 9"));
            return nothing();
        });

        CommandLineHarness.Result result = run();

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("""
                Running NOTEBOOK; its files go to OUT.

                [1/2] first ...
                hello
                method  greedy
                base    0.50

                [2/2] second
                9 of 9

                method  greedy
                base    0.50

                Executed notebook: OUT/my notebook.ipynb
                Report:            OUT/my notebook.html
                """, result.out().replace(notebook.toString(), "NOTEBOOK").replace(out.toString(), "OUT"));
    }

    @Test
    void theExecutedNotebookAndTheReportAreWrittenAndTheInterpreterWorksInTheSameDirectory() throws IOException {
        cli.interpreter.on("second", cell -> {
            cell.stdout("written");
            return nothing();
        });

        run();

        JsonObject second = executed().getAsJsonArray("cells").get(1).getAsJsonObject();
        assertEquals(2, second.get("execution_count").getAsInt());
        assertTrue(second.get("outputs").toString().contains("written"));
        assertTrue(Files.readString(out.resolve("my notebook.html")).contains("written"));
        assertEquals(out, cli.interpreterDirectory);
        assertEquals(TWO_CELLS, Files.readString(notebook));
        assertTrue(cli.interpreter.isClosed());
    }

    @Test
    void aFailingCellGivesExitCode1AndWhatWasRunIsWritten() throws IOException {
        cli.interpreter.on("first\n// more", cell -> failure("Oops", "broken"));

        CommandLineHarness.Result result = run();

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("Oops: broken\n\nStopped at cell 1: broken\n"), result.out());
        assertTrue(executed().toString().contains("\"output_type\":\"error\""));
    }

    @Test
    void aCellThatAsksIsToldThatNobodyIsThere() {
        cli.interpreter.onRequest("second", request -> {
            UserException e =
                    assertThrows(UserException.class, () -> request.input().ask("", CellInput.Echo.HIDDEN));
            return failure("UserError", e.getMessage());
        });

        CommandLineHarness.Result result = run();

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("upft run executes a notebook with nobody there to answer"), result.out());
    }

    @Test
    void anInterruptGivesExitCode130() {
        cli.interpreter.on("first\n// more", cell -> failure("Interrupted", "Interrupted."));

        assertEquals(130, run().exitCode());
    }

    @Test
    void theNotebookItselfIsNotReplaced() throws IOException {
        CommandLineHarness.Result result = cli.execute("run", notebook.toString(), "--out", directory.toString());

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("would replace the notebook"), result.err());
        assertEquals(TWO_CELLS, Files.readString(notebook));
    }

    @Test
    void whatIsNoNotebookOrCannotBeWrittenGivesExitCode2AndOneLine() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.ipynb"), "{");
        Path inTheWay = Files.writeString(directory.resolve("file"), "");

        CommandLineHarness.Result result = cli.execute("run", broken.toString());
        assertEquals(2, result.exitCode());
        assertTrue(result.err().startsWith("upft: " + broken + " is not JSON"), result.err());
        assertEquals(1, result.err().lines().count());

        cli = new CommandLineHarness(directory);
        result = cli.execute(
                "run", notebook.toString(), "--out", inTheWay.resolve("sub").toString());
        assertEquals(2, result.exitCode());
        assertTrue(result.err().startsWith("upft: Cannot make the directory " + inTheWay), result.err());
        assertFalse(result.err().contains("\tat "));
    }

    @Test
    void whatCannotBeWrittenInItsPlaceIsNotLost() throws IOException {
        Path inTheWay = Files.createDirectories(out.resolve("my notebook.ipynb/taken"));
        cli.interpreter.on("second", cell -> {
            cell.stdout("of hours of work");
            return nothing();
        });

        CommandLineHarness.Result result = run();

        assertEquals(2, result.exitCode());
        Path saved = Path.of(result.out()
                .lines()
                .filter(line -> line.startsWith("Executed notebook: "))
                .findFirst()
                .orElseThrow()
                .substring("Executed notebook: ".length()));
        try {
            assertTrue(Files.readString(saved).contains("of hours of work"));
            assertEquals(
                    "upft: Cannot write " + inTheWay.getParent() + ": Is a directory. Choose another place. It is in "
                            + saved.getParent() + " instead. --out names another directory for the next run.\n",
                    result.err());
            assertTrue(Files.readString(out.resolve("my notebook.html")).contains("of hours of work"));
        } finally {
            Files.deleteIfExists(saved);
            Files.deleteIfExists(saved.getParent());
        }
    }

    private CommandLineHarness.Result run() {
        return cli.execute("run", notebook.toString(), "--out", out.toString());
    }

    private JsonObject executed() throws IOException {
        return JsonParser.parseString(Files.readString(out.resolve("my notebook.ipynb")))
                .getAsJsonObject();
    }
}
