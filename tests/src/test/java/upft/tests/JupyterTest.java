package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
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
    private static final String KERNEL = "upft-test";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Program installed = Program.upft(directory, "install", "--prefix", directory.toString(), "--name", KERNEL);
        assertEquals(0, installed.exitCode(), installed.output());
    }

    @Test
    void jupyterExecutesANotebookOnTheInstalledKernel() throws IOException, InterruptedException {
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

        Program ran = python("run_notebook.py", source.toString(), target.toString(), KERNEL);

        assertEquals(0, ran.exitCode(), ran.output());
        NotebookFile executed = NotebookFile.read(target);
        assertAll(
                () -> assertEquals("144", executed.result(0)),
                () -> assertTrue(executed.text(1).contains("Model demo"), executed.text(1)),
                () -> assertEquals("8", executed.result(4)),
                () -> assertTrue(executed.error(5).contains("not 0"), executed.text(5)),
                () -> assertEquals("still 4", executed.result(6)));
    }

    @Test
    void theKernelFulfilsJupytersContractForKernels() throws IOException, InterruptedException {
        Program ran = python("kernel_contract.py", KERNEL, "-v");

        assertEquals(0, ran.exitCode(), ran.output());
        assertTrue(ran.output().contains("(skipped=1)"), "all but the pager run: " + ran.output());
    }

    private static Program python(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getenv("UPFT_PYTHON"),
                Program.ROOT.resolve("tests/python").resolve(script).toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "JUPYTER_PATH", directory.resolve("share/jupyter").toString(),
                "UPFT_HISTORY", directory.resolve("history.jsonl").toString());
        return Program.run(directory, environment, command);
    }
}
