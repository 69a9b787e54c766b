package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
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
        Path source = Files.writeString(
                directory.resolve("in.ipynb"),
                notebook(
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
                Map.of("JUPYTER_PATH", directory.resolve("share/jupyter").toString()),
                List.of(
                        System.getenv("UPFT_PYTHON"),
                        Program.ROOT.resolve("tests/python/run_notebook.py").toString(),
                        source.toString(),
                        target.toString(),
                        "upft-test"));

        assertEquals(0, ran.exitCode(), ran.output());
        JsonArray cells = JsonParser.parseString(Files.readString(target))
                .getAsJsonObject()
                .getAsJsonArray("cells");
        assertAll(
                () -> assertEquals("144", result(cells, 0)),
                () -> assertTrue(outputs(cells, 1).contains("Model demo"), outputs(cells, 1)),
                () -> assertEquals("8", result(cells, 4)),
                () -> assertTrue(outputs(cells, 5).contains("\"ename\""), outputs(cells, 5)),
                () -> assertTrue(outputs(cells, 5).contains("0"), outputs(cells, 5)),
                () -> assertEquals("still 4", result(cells, 6)));
    }

    private static String notebook(String... sources) {
        JsonArray cells = new JsonArray();
        for (String text : sources) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("id", "cell-" + cells.size());
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", JsonNull.INSTANCE);
            cell.addProperty("source", text);
            cells.add(cell);
        }
        JsonObject notebook = new JsonObject();
        notebook.add("cells", cells);
        notebook.add("metadata", new JsonObject());
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        // Gson's toString keeps the null of execution_count, which the format asks for.
        return notebook.toString();
    }

    private static String outputs(JsonArray cells, int cell) {
        return cells.get(cell).getAsJsonObject().getAsJsonArray("outputs").toString();
    }

    /** The text of a cell's value. */
    private static String result(JsonArray cells, int cell) {
        for (var each : cells.get(cell).getAsJsonObject().getAsJsonArray("outputs")) {
            JsonObject output = each.getAsJsonObject();
            if (output.get("output_type").getAsString().equals("execute_result")) {
                return output.getAsJsonObject("data").get("text/plain").getAsString();
            }
        }
        return "";
    }
}
