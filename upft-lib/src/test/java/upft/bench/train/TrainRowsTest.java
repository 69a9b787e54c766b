package upft.bench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.bench.Measured;
import upft.bench.ModelSize;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Series;
import upft.recipe.TrainingExample;

class TrainRowsTest {
    private static final Workload WORKLOAD =
            new Workload("x", "test", 3, 100, Workload.Trained.ALL, OptionalDouble.of(2));

    /** Prompts and responses of 4 and 2, 10 and 5, 20 and 6, 8 and 3 tokens; the first warms up. */
    private static final Lesson LESSON = new Lesson(
            List.of(example(10, 5), example(4, 2), example(20, 6), example(8, 3)),
            List.of(List.of(1), List.of(2, 0), List.of(3)));

    private static final Arithmetic ARITHMETIC = new Arithmetic(1000, 200, 0);

    private static final Results<TrainResult> OURS = results(
            "ours",
            List.of(9.0, 2.0, 1.0),
            List.of(3.0, 1.0),
            Map.of("residentEmpty", 100e6, "residentPeak", 400e6, "minorFaults", 7.0));

    @TempDir
    private Path directory;

    @Test
    void whatTheClockSawIsCountedByHand() {
        Map<String, Row> rows = byName(rows(List.of()));

        assertEquals(3 / 4.0, ours(rows, "examples"));
        assertEquals(14 / 4.0, ours(rows, "trained tokens"));
        assertEquals(2, ours(rows, "a step"));
        // The last token of each response is not read: 14, 25 and 10 tokens through the layers, 14 through the head.
        double operations = 6.0 * (1000 * (14 + 25 + 10) + 200 * 14);
        assertEquals(100 * operations / 4 / 1e6, ours(rows, "of the arithmetic's peak"), 1e-9);
        assertEquals(400, ours(rows, "peak memory"));
        assertEquals(300, ours(rows, "above the empty process"));
        assertEquals(7, ours(rows, "minor page faults"));
        assertEquals("17.3 tokens an example in the mean, 4.7 of them in the loss", LESSON.sizes());
    }

    @Test
    void theHeadIsCountedApartWhetherOrNotItIsTheEmbeddingToo() throws IOException {
        Path config = directory.resolve("config.json");
        Files.writeString(config, "{\"hidden_size\": 4, \"vocab_size\": 50, \"tie_word_embeddings\": true}");
        assertEquals(new Arithmetic(800, 200, 0), Arithmetic.ofAll(ModelSize.of(directory, 1000)));

        Files.writeString(config, Files.readString(config).replace("true", "false"));
        assertEquals(new Arithmetic(600, 200, 0), Arithmetic.ofAll(ModelSize.of(directory, 1000)));
    }

    @Test
    void whatAnAdapterLeavesAsItIsCostsTwoThirdsAndItsOwnNumbersAllOfIt() throws IOException {
        Files.writeString(directory.resolve("config.json"), """
                {"hidden_size": 6, "vocab_size": 50, "tie_word_embeddings": true, "num_attention_heads": 3,
                 "num_key_value_heads": 1, "intermediate_size": 10, "num_hidden_layers": 4}""");
        ModelSize size = ModelSize.of(directory, 1300);

        Arithmetic adapter = Arithmetic.ofAdapter(size, directory, 2);

        // Queries and output 6 and 6, keys and values 6 and 2, gate, up and down 6 and 10; rank 2, four layers.
        assertEquals(2 * (2 * 12 + 2 * 8 + 3 * 16) * 4, adapter.adapter());
        assertEquals(4.0 * (1000 * 14 + 300 * 5) + 6.0 * adapter.adapter() * 14, adapter.operations(example(10, 5)));
    }

    @Test
    void goalsAreSetAgainstTheFirstRivalForSpeedAndMemory() {
        Results<TrainResult> trl = results(
                "TRL",
                List.of(9.0, 2.0, 1.0),
                List.of(6.0, 4.0),
                Map.of("residentEmpty", 200e6, "residentPeak", 700e6));
        Results<TrainResult> checkpointing = results(
                "TRL, checkpointing",
                List.of(9.0, 2.0, 1.0),
                List.of(9.0, 7.0),
                Map.of("residentEmpty", 200e6, "residentPeak", 450e6));

        List<Row> rows = rows(List.of(trl, checkpointing));

        Row speed = against(rows, "examples", "TRL");
        assertEquals(2.5, speed.ratio().getAsDouble());
        assertTrue(speed.goalReached().orElseThrow());
        assertEquals("test", speed.note());
        // 700 is less than twice 400.
        assertFalse(against(rows, "peak memory", "TRL").goalReached().orElseThrow());
        assertTrue(against(rows, "examples", "TRL, checkpointing").goal().isEmpty());
        assertEquals(
                450 / 400.0,
                against(rows, "peak memory", "TRL, checkpointing").ratio().getAsDouble());
    }

    @Test
    void theLargestDifferenceOfALossIsItsShareInAnyStep() {
        Row same = losses(List.of(9.0, 2.0, 1.0 + 5e-6));
        assertEquals(5e-6, median(same.ours()), 1e-12);
        assertTrue(same.goalReached().orElseThrow());
        assertEquals(
                "ours: 9.00000 2.00000 1.00000; TRL: 9.00000 2.00000 1.00000",
                losses(List.of(9.0, 2.0, 1.0)).note());

        Row other = losses(List.of(9.0, 2.1, 1.0));
        assertEquals(0.05, median(other.ours()), 1e-12);
        assertFalse(other.goalReached().orElseThrow());
    }

    @Test
    void aRivalThatIsMissingLeavesOursAndSaysWhy() {
        List<Row> rows = rows(List.of(new Results<>("TRL", List.of(), "No module named 'trl'", "")));

        Row speed = against(rows, "examples", "TRL");
        assertEquals(3 / 4.0, median(speed.ours()));
        assertEquals("No module named 'trl'", speed.rival().orElseThrow().missing());
        Row losses = rows.get(rows.size() - 1);
        assertEquals("nothing to compare", losses.ours().missing());
        assertTrue(losses.goalReached().isEmpty());
    }

    @Test
    void growthIsMeasuredFromATenthOfTheStepsOn() {
        Results<TrainResult> grown =
                results("ours", List.of(1.0), List.of(1.0), Map.of("residentEarly", 200e6, "residentLate", 230e6));

        List<Row> rows = MemoryRows.of(grown, 1000);

        assertEquals("memory: resident after step 100", rows.get(0).name());
        assertEquals(200, median(rows.get(0).ours()));
        assertEquals(15, median(rows.get(2).ours()), 1e-9);
        assertFalse(rows.get(2).goalReached().orElseThrow());
    }

    private static Row losses(List<Double> rivals) {
        List<Row> rows = rows(List.of(results("TRL", rivals, List.of(1.0, 1.0), Map.of())));
        return rows.get(rows.size() - 1);
    }

    private static List<Row> rows(List<Results<TrainResult>> rivals) {
        return new TrainRows(WORKLOAD, LESSON, ARITHMETIC, 1e6).of(OURS, rivals);
    }

    private static Map<String, Row> byName(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(Row::name, Function.identity()));
    }

    private static Row against(List<Row> rows, String quantity, String rival) {
        return rows.stream()
                .filter(row -> row.name().equals("x: " + quantity))
                .filter(row -> row.rival().orElseThrow().contender().equals(rival))
                .findFirst()
                .orElseThrow();
    }

    private static double ours(Map<String, Row> rows, String quantity) {
        return median(rows.get("x: " + quantity).ours());
    }

    private static double median(Measured measured) {
        return measured.series().map(Series::median).orElseThrow();
    }

    private static TrainingExample example(int prompt, int response) {
        return new TrainingExample("q", TrainingExample.Kind.FULL_TRACE, new int[prompt], new int[response]);
    }

    private static Results<TrainResult> results(
            String name, List<Double> losses, List<Double> seconds, Map<String, Double> figures) {
        return new Results<>(name, List.of(new TrainResult(losses, seconds, "test", figures)), "", "");
    }
}
