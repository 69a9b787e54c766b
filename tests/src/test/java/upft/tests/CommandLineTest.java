package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as users start it: the launcher script, the built jars, real cells. */
@DisabledOnOs(OS.WINDOWS)
class CommandLineTest {
    /** Of format 4.4, with no ids and no counts, as an older Jupyter left it. */
    private static final String NOTEBOOK = """
            {"cells": [
              {"cell_type": "markdown", "metadata": {}, "source": "# Kinds of <cells>"},
              {"cell_type": "code", "metadata": {}, "source": "int x = 20;\\nSystem.out.println(\\"über <b>\\");\\nx + 1"},
              {"cell_type": "code", "metadata": {}, "source": "Table.create(\\"t\\", IntColumn.create(\\"n\\", 1, 2))"},
              {"cell_type": "code", "metadata": {"tags": ["raises-exception"]}, "source": "%mdel demo"},
              {"cell_type": "code", "metadata": {}, "source": "Files.writeString(session.directory().resolve(\\"made.txt\\"), \\"x\\")"},
              {"cell_type": "code", "metadata": {}, "source": "int y = x / 0;"},
              {"cell_type": "code", "metadata": {}, "source": "\\"never \\" + x"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
            """;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build(@TempDir Path scratch) throws IOException, InterruptedException {
        Program.requireBuilt(scratch);
    }

    @Test
    void aNotebookIsExecutedUntilACellFailsAndIsAValidNotebookAfterwards() throws Exception {
        Path source = Files.writeString(directory.resolve("cells.ipynb"), NOTEBOOK);
        Path out = directory.resolve("results");

        Program run = Program.upft(directory, "run", source.toString(), "--out", out.toString());

        assertEquals(1, run.exitCode(), run.output());
        NotebookFile executed = NotebookFile.read(out.resolve("cells.ipynb"));
        executed.requireValid(directory);
        assertAll(
                () -> assertTrue(executed.text(1).contains("über <b>"), executed.text(1)),
                () -> assertEquals("21", executed.result(1)),
                () -> assertTrue(executed.text(2).contains("<table"), executed.text(2)),
                () -> assertTrue(executed.error(3).contains("Did you mean %model?"), executed.text(3)),
                () -> assertEquals("x", Files.readString(out.resolve("made.txt"))),
                () -> assertEquals(1, executed.outputs(5, "error").size()),
                () -> assertEquals("", executed.text(6)),
                () -> assertTrue(run.output().contains("Stopped at cell 5: / by zero"), run.output()),
                () -> assertEquals(NOTEBOOK, Files.readString(source)));
        String page = Files.readString(out.resolve("cells.html"));
        assertTrue(page.contains("über &lt;b&gt;") && !page.contains("über <b>"), page);
    }

    @Test
    void whatCannotBeCarriedOutGivesOneMessageAndExitCode2() throws Exception {
        Program missing = Program.upft(directory, "run", "no-such-notebook.ipynb");
        Program unknown = Program.upft(directory, "runn");

        assertEquals(2, missing.exitCode(), missing.output());
        assertEquals(
                "upft: There is no notebook no-such-notebook.ipynb. Check the path; it is taken from the directory "
                        + Program.ROOT + ".\n",
                missing.output());
        assertEquals(2, unknown.exitCode(), unknown.output());
        assertEquals("upft: There is no command runn. Did you mean run?\nTry: upft --help\n", unknown.output());
    }

    @Test
    void theConsoleRunsAHereDocumentToItsEnd() throws Exception {
        String script = """
                ./upft console --out "$1" <<'END'
                int x = 1;
                for (int i = 0; i < 3; i++) {
                  x *= 2;
                }
                "x is " + x
                %maven demo:tool:1 --local $UPFT_TEST_LOCAL --offline
                %dataset demo --take 4
                int known = 2 *
                    session.dataset().train().size();

                "problems: " + known
                END
                """;

        Path tool = Files.createDirectories(directory.resolve("local/demo/tool/1"));
        new JarOutputStream(Files.newOutputStream(tool.resolve("tool-1.jar")), new Manifest()).close();
        Files.writeString(
                tool.resolve("tool-1.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>demo</groupId><artifactId>tool</artifactId>"
                        + "<version>1</version></project>");
        Program console = Program.run(
                directory,
                Map.of("UPFT_TEST_LOCAL", directory.resolve("local").toString()),
                List.of("sh", "-c", script, "sh", directory.resolve("out").toString()));

        assertEquals(0, console.exitCode(), console.output());
        List<String> lines = console.output().lines().toList();
        assertEquals("x is 8", lines.get(0));
        assertEquals("Added tool-1.jar.", lines.get(1));
        assertTrue(lines.contains("Data set demo: 4 train, 504 dev, 1200 test problems"), console.output());
        assertEquals("problems: 8", lines.get(lines.size() - 1));
    }

    @Test
    void thePipedConsoleEndsAtTheFirstFailureWithExitCode1() throws Exception {
        String cells = "int x = 20;\nx + 1\n%prefix 0\n\"never\"\n";

        Program console = Program.upftReading(
                cells, directory, "console", "--out", directory.resolve("out").toString());

        assertEquals(1, console.exitCode(), console.output());
        assertEquals(
                "21\n%prefix: T must be a whole number of 1 or more, not 0. %prefix --help shows the syntax.\n",
                console.output());
    }

    @Test
    void theInstalledKernelspecNamesAProgramAndJarsThatAreThere() throws Exception {
        Program installed = Program.run(
                directory,
                Map.of("VIRTUAL_ENV", directory.resolve("venv").toString()),
                List.of(Program.ROOT.resolve("upft").toString(), "install", "--sys-prefix"));

        assertEquals(0, installed.exitCode(), installed.output());
        Path spec = directory.resolve("venv/share/jupyter/kernels/upft");
        assertTrue(installed.output().contains(spec + " (VIRTUAL_ENV)"), installed.output());
        JsonArray command = JsonParser.parseString(Files.readString(spec.resolve("kernel.json")))
                .getAsJsonObject()
                .getAsJsonArray("argv");
        assertTrue(Files.isExecutable(Path.of(command.get(0).getAsString())));
        Path jars = Path.of(command.get(command.asList().indexOf(new JsonPrimitive("-jar")) + 1)
                        .getAsString())
                .getParent();
        assertTrue(jars.startsWith(spec), jars.toString());
        try (var files = Files.list(jars)) {
            assertTrue(files.anyMatch(jar -> jar.getFileName().toString().startsWith("pytorch-native-cpu")));
        }
        assertFalse(Files.exists(spec.resolve("launch.conf")), "only what Jupyter reads is installed");
    }
}
