package upft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.bench.Row.Better;

class ReportTest {
    private static final List<Row> ROWS = List.of(
            Row.of("a: speed", "tokens/s", Better.HIGHER, Measured.of("ours", List.of(150.0, 160.0, 152.0), ""))
                    .against(Measured.of("generate, batch 32", List.of(100.0, 90.0, 95.0), ""))
                    .withGoal(Goal.ratio(1.7))
                    .withNote("By a pilot."),
            Row.of("a: speed", "tokens/s", Better.HIGHER, Measured.of("ours", List.of(150.0, 160.0, 152.0), ""))
                    .against(Measured.missing("llama.cpp", "no compiler")),
            Row.of("bandwidth", "GB/s", Better.HIGHER, Measured.of("ours", List.of(19.5), "")));

    @TempDir
    private Path directory;

    @Test
    void aTableHasAColumnForEachFigureAndALineForEachRemark() {
        assertEquals("""
                           unit      ours  spread  rival  spread  ratio   goal          runs  against
                a: speed   tokens/s   152      7%     95     11%  1.60x  1.70x  missed     3  generate, batch 32
                    By a pilot.
                a: speed   tokens/s   152      7%   none                                   3  llama.cpp
                    llama.cpp: no compiler
                bandwidth  GB/s      19.5                                                  1""", Table.of(ROWS));
    }

    @Test
    void numbersKeepThreeDigitsThatMatter() {
        assertEquals("12,346", Figures.text(12345.6));
        assertEquals("123", Figures.text(123.4));
        assertEquals("12.3", Figures.text(12.34));
        assertEquals("1.23", Figures.text(1.234));
        assertEquals("0.012", Figures.text(0.01234));
        assertEquals("3", Figures.text(3));
        assertEquals("0", Figures.text(0));
    }

    @Test
    void theRowsAreSavedWithEverythingThatWasMeasuredAndNothingElse() throws IOException {
        Path file = directory.resolve("rows.json");
        new Report("sample", Map.of("model", "demo"), ROWS, 12.5).save(file);

        JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject first = report.getAsJsonArray("rows").get(0).getAsJsonObject();
        JsonObject second = report.getAsJsonArray("rows").get(1).getAsJsonObject();
        JsonObject third = report.getAsJsonArray("rows").get(2).getAsJsonObject();

        assertEquals("sample", report.get("benchmark").getAsString());
        assertEquals("demo", report.getAsJsonObject("conditions").get("model").getAsString());
        assertEquals(12.5, report.get("seconds").getAsDouble());
        assertEquals(JsonParser.parseString("""
                        {"name": "a: speed", "unit": "tokens/s", "better": "higher", "ours": 152.0,
                         "spread": 0.06578947368421052, "oursValues": [150.0, 160.0, 152.0], "repeats": 3,
                         "rivalName": "generate, batch 32", "rival": 95.0, "rivalSpread": 0.10526315789473684,
                         "rivalValues": [100.0, 90.0, 95.0], "ratio": 1.6, "goal": "1.70x", "goalReached": false,
                         "note": "By a pilot."}"""), first);
        assertEquals("no compiler", second.get("rivalMissing").getAsString());
        assertFalse(second.has("rival") || second.has("ratio") || second.has("goal"));
        assertFalse(third.has("rivalName") || third.has("note"));
    }

    @Test
    void whatWasMeasuredIsShownAndSavedBeforeTheNextPartBegins() throws IOException {
        Path file = directory.resolve("rows.json");
        List<String> shown = new ArrayList<>();
        RunningReport report = new RunningReport("sample", Optional.of(file), shown::add, line -> {});

        report.conditions(Map.of("model", "demo"));
        report.section("(a)", ROWS.subList(0, 1));

        assertEquals(
                1,
                JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .getAsJsonArray("rows")
                        .size());
        assertTrue(shown.contains("model: demo") && shown.contains(Table.of(ROWS.subList(0, 1))), shown.toString());

        report.section("(b)", ROWS.subList(1, 3));
        assertEquals(ROWS, report.end().rows());
    }
}
