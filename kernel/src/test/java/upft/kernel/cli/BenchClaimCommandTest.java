package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The claim on the demo model, each method in a real process. */
class BenchClaimCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;
    private Path questions;

    @BeforeEach
    void askTenQuestionsThatHaveNoAnswer() throws IOException {
        cli = new CommandLineHarness(directory);
        questions = directory.resolve("questions.jsonl");
        List<String> lines = IntStream.range(0, 10)
                .mapToObj(i -> "{\"question\": \"Ann has " + i + " pens. How many?\", \"answer\": \"#### -123456\"}")
                .toList();
        Files.write(questions, lines);
    }

    @Test
    void everyMethodIsMeasuredAndRftThatKeepsNothingTrainsOnNothing() throws IOException {
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result = cli.execute(
                "bench",
                "claim",
                "--model",
                BenchRows.MODEL,
                "--questions",
                questions.toString(),
                "--take",
                "10",
                "--tokens",
                "12",
                "--threads",
                "1",
                "--json",
                json.toString());

        assertEquals(0, result.exitCode(), result.err());
        BenchRows rows = BenchRows.read(json);
        assertEquals(0, ours(rows, "RFT, 16 samples: tokens trained"));
        assertEquals(0, ours(rows, "RFT, 16 samples: examples"));
        assertTrue(result.out().contains("RFT, 16 samples: of 160 traces 0 kept"), result.out());
        double sampled = ours(rows, "RFT, 16 samples: tokens sampled");
        assertTrue(sampled > 160 && sampled <= 160 * 12, "tokens " + sampled);
        // One question in ten is sampled whole.
        assertEquals(
                9 * 8 + sampled / 160,
                rows.of("UPFT, t = 8: tokens sampled", "the formula")
                        .get("rival")
                        .getAsDouble(),
                1e-9);
        assertTrue(ours(rows, "UPFT, t = 8: tokens sampled") <= 9 * 8 + 12);
        assertTrue(ours(rows, "UPFT, t = 8: tuning") > 0);
        assertEquals(10, ours(rows, "UPFT, t = 64: examples"), 1);
        assertFalse(rows.of("UPFT, t = 8: time in all, of RFT's").has("goal"));
        assertTrue(ours(rows, "UPFT, t = 8: tokens sampled, of RFT's") < 10);
    }

    @Test
    void tooFewQuestionsAreRefusedBeforeAnythingRuns() {
        CommandLineHarness.Result result =
                cli.execute("bench", "claim", "--model", BenchRows.MODEL, "--questions", questions.toString());

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("has 10 questions, but 32 are asked for"), result.err());
        assertTrue(result.err().contains("--take 10"), result.err());
    }

    private static double ours(BenchRows rows, String name) {
        return rows.of(name).get("ours").getAsDouble();
    }
}
