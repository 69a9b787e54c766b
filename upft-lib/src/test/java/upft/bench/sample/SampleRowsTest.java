package upft.bench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.bench.Goal;
import upft.bench.Measured;
import upft.bench.Results;
import upft.bench.Row;
import upft.bench.Series;
import upft.engine.Roofline;

class SampleRowsTest {
    /** Two questions of two samples; prompts of 10 and 20 tokens. */
    private static final Workload WORKLOAD = new Workload("x", "test", 2, 2, 8, 0.7, false, OptionalDouble.of(2));

    private static final List<int[]> PROMPTS = List.of(new int[10], new int[20]);
    private static final Results<SampleResult> OURS = results(
            "ours",
            List.of(8, 4, 8, 4),
            Map.of(
                    "seconds", 4.0,
                    "prefillSeconds", 1.0,
                    "steps", 8.0,
                    "residentEmpty", 100e6,
                    "residentPeak", 150e6,
                    "minorFaults", 7.0));

    @TempDir
    private Path directory;

    private Arithmetic arithmetic;

    @BeforeEach
    void describeAModel() throws IOException {
        Files.writeString(directory.resolve("config.json"), """
                {"num_attention_heads": 4, "num_key_value_heads": 2, "hidden_size": 12, "num_hidden_layers": 5,
                 "vocab_size": 100, "tie_word_embeddings": true}""");
        arithmetic = Arithmetic.of(directory, 10_000);
    }

    @Test
    void anEmbeddingThatIsOnlyLookedUpCostsNoArithmetic() throws IOException {
        // Four heads of three numbers, five layers: 4 * 5 * 12 operations for each token looked back on.
        assertEquals(2 * 10_000 + 240 * 7, arithmetic.operations(7));
        // Keys and values of two heads of three float32 numbers in five layers.
        assertEquals(2 * 5 * 6 * 4, arithmetic.cacheBytes(1));

        Files.writeString(
                directory.resolve("config.json"),
                Files.readString(directory.resolve("config.json")).replace("true", "false"));
        assertEquals(10_000 - 100 * 12, Arithmetic.of(directory, 10_000).parameters());
    }

    @Test
    void usefulTokensAndTheirShareOfTheMachineAreCountedByHand() {
        Map<String, Row> rows = rows(List.of());

        assertEquals(24 / 4.0, value(rows, "useful new tokens"));
        assertEquals(6, value(rows, "mean length"));
        // Each question's prompt counts once, whatever the samples.
        assertEquals(30 / 1.0, value(rows, "prefill"));
        assertEquals(24 / 3.0, value(rows, "decoding"));
        // Contexts of the new tokens: 10..17 and 10..13 after the first prompt, 20..27 and 20..23 after the second.
        double contexts = 108 + 46 + 188 + 86;
        assertEquals(
                100 * (24 * 20_000 + 240 * contexts) / 3 / 1e6,
                value(rows, "decoding, of the arithmetic's peak"),
                1e-9);
        assertEquals(
                100 * (8 * 40_000 + 240 * contexts) / 3 / 1e6,
                value(rows, "decoding, of the memory's bandwidth"),
                1e-9);
        assertEquals(50, value(rows, "peak memory above the empty engine"));
        assertEquals(7, value(rows, "minor page faults"));
    }

    @Test
    void theMemoryGoalIsWeightsAndTheCacheOfTheLongestRowsThatFitABatch() {
        Row row = rows(List.of()).get("x: peak memory above the empty engine");

        // With three rows at a time the longest are 28, 24 and 18 tokens.
        assertEquals(
                1.35 * (40_000 + 240 * (28 + 24 + 18)) / 1e6,
                row.goal().map(Goal::bound).orElseThrow(),
                1e-12);
    }

    @Test
    void aTokenThatTheRivalsPrefillGaveIsNotCountedAsDecoded() {
        Results<SampleResult> rival = results(
                "generate",
                List.of(8, 4, 8, 4),
                Map.of("seconds", 8.0, "prefillSeconds", 3.0, "steps", 7.0, "tokensFromPrefill", 1.0));
        Map<String, Row> rows = rows(List.of(rival));

        assertEquals(20 / 5.0, median(rows.get("x: decoding").rival().orElseThrow()));
        assertEquals(2, rows.get("x: useful new tokens").ratio().getAsDouble());
        assertTrue(rows.get("x: useful new tokens").goalReached().orElseThrow());
    }

    @Test
    void everyRivalHasARowForSpeedAlsoOneThatIsMissing() {
        Results<SampleResult> generate = results("generate", List.of(1, 1, 1, 1), Map.of("seconds", 1.0));
        Results<SampleResult> absent = new Results<>("llama.cpp", List.of(), "no compiler", "");

        List<Row> speeds = sampleRows().of(OURS, List.of(generate, absent)).stream()
                .filter(row -> row.name().equals("x: useful new tokens"))
                .toList();

        assertEquals(2, speeds.size());
        assertEquals("no compiler", speeds.get(1).rival().map(Measured::missing).orElseThrow());
        assertTrue(speeds.get(0).goal().isPresent() && speeds.get(1).goal().isEmpty());
    }

    @Test
    void oursBeingMissingLeavesTheRivalsFigures() {
        Results<SampleResult> broken = new Results<>("ours", List.of(), "ended with exit code 70: bug", "");
        Row row = sampleRows()
                .of(broken, List.of(results("generate", List.of(1, 1, 1, 1), Map.of("seconds", 1.0))))
                .get(0);

        assertEquals("ended with exit code 70: bug", row.ours().missing());
        assertEquals(4, median(row.rival().orElseThrow()));
    }

    @Test
    void aSmallerWorkloadHasNoGoal() {
        Workload small = WORKLOAD.shrunkTo(1, 4);

        assertEquals(new Workload("x", "test", 1, 2, 4, 0.7, false, OptionalDouble.empty()), small);
        assertEquals(WORKLOAD, WORKLOAD.shrunkTo(2, 8));
        assertEquals("(x) test: 4 new tokens, 2 samples, 1 question", small.title());
    }

    @Test
    void whatHasBeenMeasuredFourTimesHasTheMedianOfFour() {
        Results<SampleResult> loads = results("ours", List.of(1), Map.of("firstTokenSeconds", 2.0))
                .and(results("ours", List.of(1), Map.of("firstTokenSeconds", 4.0)));
        Row row = LoadRows.of(loads, List.of(results("generate", List.of(1), Map.of("firstTokenSeconds", 3.0))))
                .get(0);

        assertEquals(3, median(row.ours()));
        assertTrue(row.goalReached().orElseThrow());
    }

    @Test
    void aPilotTriesEachBatchSizeThatThereAreRowsForOnce() {
        SampleJob job = SampleJob.of(Workload.ALL.get(0).shrunkTo(20, 8), directory, PROMPTS, List.of(2), 64, 2);

        assertEquals(List.of(1, 16, 20), job.candidates());
        assertEquals(
                List.of(),
                SampleJob.of(Workload.ALL.get(4), directory, PROMPTS, List.of(2), 64, 2)
                        .endTokens());
    }

    private SampleRows sampleRows() {
        Basics basics = new Basics(PROMPTS, List.of(0), 10_000, new Roofline(1e6, 1e6));
        return new SampleRows(WORKLOAD, PROMPTS, 3, basics, arithmetic);
    }

    private Map<String, Row> rows(List<Results<SampleResult>> rivals) {
        return sampleRows().of(OURS, rivals).stream().collect(Collectors.toMap(Row::name, Function.identity()));
    }

    private static Results<SampleResult> results(String name, List<Integer> lengths, Map<String, Double> figures) {
        return new Results<>(name, List.of(new SampleResult(lengths, "test", figures)), "", "");
    }

    private static double value(Map<String, Row> rows, String quantity) {
        return median(rows.get("x: " + quantity).ours());
    }

    private static double median(Measured measured) {
        return measured.series().map(Series::median).orElseThrow();
    }
}
