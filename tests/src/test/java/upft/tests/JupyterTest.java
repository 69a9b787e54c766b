package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The installed kernel, driven by Jupyter's own client. */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfEnvironmentVariable(
        named = "UPFT_PYTHON",
        matches = ".+",
        disabledReason = "UPFT_PYTHON names no Python with tests/python/requirements.txt")
class JupyterTest {
    @TempDir
    private Path directory;

    @Test
    void jupyterExecutesANotebookOnTheInstalledKernel() throws IOException, InterruptedException {
        Program installed = Program.upft(directory, "install", "--prefix", directory.toString(), "--name", "upft-test");
        assertEquals(0, installed.exitCode(), installed.output());
        Path source = NotebookFile.write(
                directory.resolve("in.ipynb"),
                List.of(
                        "int square(int x) { return x * x; }\nsquare(12)",
                        "%model demo",
                        "%dataset demo --take 8",
                        "Traces traces = %sample --seed 7",
                        "traces.traces().size()",
                        "%prefix 0",
                        "\"still \" + square(2)"));
        Path target = directory.resolve("out.ipynb");

        Program ran = Program.run(
                directory,
                Map.of("JUPYTER_PATH", directory.resolve("share/jupyter").toString(), "UPFT_HISTORY", "off"),
                List.of(
                        System.getenv("UPFT_PYTHON"),
                        Program.ROOT.resolve("tests/python/run_notebook.py").toString(),
                        source.toString(),
                        target.toString(),
                        "upft-test"));

        assertEquals(0, ran.exitCode(), ran.output());
        NotebookFile executed = NotebookFile.read(target);
        assertAll(
                () -> assertEquals("144", executed.result(0)),
                () -> assertTrue(executed.text(1).contains("Model demo"), executed.text(1)),
                () -> assertEquals("8", executed.result(4)),
                () -> assertTrue(executed.error(5).contains("not 0"), executed.text(5)),
                () -> assertEquals("still 4", executed.result(6)));
    }
}
