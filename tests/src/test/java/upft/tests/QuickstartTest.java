package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.display.chart.picture.Letters;

/** The README's first command, and what it leaves behind. */
@DisabledOnOs(OS.WINDOWS)
class QuickstartTest {
    private static final String COLUMNS =
            "method,greedy,greedy_se,avg_at_k,avg_at_k_se,tokens_sampled,tokens_trained,steps,learning_rate,seconds_sampling,seconds_training";

    private static final int TEST_QUESTIONS = 500;
    private static final int TRAINING_QUESTIONS = 400;

    @TempDir
    private static Path directory;

    private static Program run;
    private static Map<String, double[]> results;

    @BeforeAll
    static void runTheQuickstart() throws IOException, InterruptedException {
        run = Program.upft(directory, "run", "notebooks/quickstart.ipynb", "--out", directory.toString());
        assertEquals(0, run.exitCode(), run.output());
        List<String> lines = Files.readAllLines(directory.resolve("results.csv"));
        assertEquals(COLUMNS, lines.get(0));
        results = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            results.put(
                    cells[0],
                    Arrays.stream(cells)
                            .skip(1)
                            .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                            .toArray());
        }
    }

    @Test
    void theTableHasEveryMethodOnce() {
        assertEquals(List.of("base", "upft", "sft", "rft"), List.copyOf(results.keySet()));
    }

    @Test
    void theBaseModelLeavesRoomToDiffer() {
        double greedy = results.get("base")[0];
        assertTrue(greedy > 0.35 && greedy < 0.65, "greedy accuracy of the base model is " + greedy);
    }

    @Test
    void standardErrorsAreThoseOfAShareOfTheQuestions() {
        results.forEach((method, cells) -> {
            double expected = Math.sqrt(cells[0] * (1 - cells[0]) / TEST_QUESTIONS);
            assertEquals(expected, cells[1], 0.02 * expected, method);
        });
    }

    @Test
    void tokensAreThoseTheRecipesAskFor() {
        double upft = results.get("upft")[4];
        double sft = results.get("sft")[4];
        double rft = results.get("rft")[4];
        assertAll(
                () -> assertEquals(0, results.get("base")[4]),
                // Eight tokens of nine questions in ten, and a whole trace of the tenth.
                () -> assertTrue(upft >= 8 * 0.9 * TRAINING_QUESTIONS && upft < 0.5 * sft, "upft sampled " + upft),
                // Sixteen times as many samples; their lengths differ a little.
                () -> assertEquals(16, rft / sft, 1, "rft against sft"));
    }

    @Test
    void trainingChangesTheModel() {
        // Training on checked solutions is the one method of which theory says that it must help here.
        double gain = results.get("rft")[2] - results.get("base")[2];
        assertTrue(gain > 0.05, "avg@k of rft is above that of base by " + gain);
    }

    @Test
    void theOutputEndsWithTheTableAndWhereTheFilesAre() {
        String end = run.output().substring(run.output().lastIndexOf("method"));
        assertAll(
                () -> assertTrue(end.contains("tokens sampled"), end),
                () -> assertTrue(end.contains("±"), end),
                () -> assertTrue(end.contains("quickstart.ipynb"), end),
                () -> assertTrue(end.contains("quickstart.html"), end));
    }

    @Test
    void everyCellOfTheExecutedNotebookHasRun() throws IOException {
        JsonObject notebook = JsonParser.parseString(Files.readString(directory.resolve("quickstart.ipynb")))
                .getAsJsonObject();
        int count = 0;
        for (JsonElement each : notebook.getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                assertEquals(++count, cell.get("execution_count").getAsInt());
                assertFalse(outputs(cell)
                        .anyMatch(o -> o.get("output_type").getAsString().equals("error")));
            }
        }
        assertTrue(count > 10, count + " cells");
    }

    @Test
    void theExecutedNotebookIsValid() throws IOException, InterruptedException {
        NotebookFile.read(directory.resolve("quickstart.ipynb")).requireValid(directory);
    }

    @Test
    void chartsAreThereAsPicturesToo() throws IOException {
        assumeTrue(Letters.obstacle().isEmpty(), "this Java cannot draw letters. " + Letters.ADVICE);
        JsonObject notebook = JsonParser.parseString(Files.readString(directory.resolve("quickstart.ipynb")))
                .getAsJsonObject();
        JsonArray cells = notebook.getAsJsonArray("cells");
        long pictures = StreamSupport.stream(cells.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.has("outputs"))
                .flatMap(QuickstartTest::outputs)
                .filter(output ->
                        output.has("data") && output.getAsJsonObject("data").has("image/png"))
                .count();
        assertEquals(4, pictures);
        String page = Files.readString(directory.resolve("quickstart.html"));
        assertEquals(4, page.split("src=\"data:image/png;base64,", -1).length - 1);
    }

    @Test
    void theReportNeedsNoNetwork() throws IOException {
        String page = Files.readString(directory.resolve("quickstart.html"));
        assertAll(
                () -> assertFalse(page.contains("<script src"), "a script from elsewhere"),
                () -> assertFalse(page.contains("<link rel=\"stylesheet\""), "a style sheet from elsewhere"));
    }

    private static Stream<JsonObject> outputs(JsonObject cell) {
        return StreamSupport.stream(cell.getAsJsonArray("outputs").spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }
}
