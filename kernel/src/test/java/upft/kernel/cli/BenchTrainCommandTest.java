package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark on the demo model, with real processes of ours; beside a rival that makes its figures up, and the real one. */
@DisabledOnOs(OS.WINDOWS)
class BenchTrainCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;
    private Path questions;

    @BeforeEach
    void askEightQuestions() throws IOException {
        cli = new CommandLineHarness(directory);
        questions = directory.resolve("questions.jsonl");
        Files.write(
                questions,
                IntStream.range(2, 10)
                        .mapToObj(i -> "{\"question\": \"Ann has " + i + " pens and buys " + "1".repeat(i % 3 + 1)
                                + ". How many?\", \"answer\": \"She has " + i + " + 1 pens. #### " + (i + 1) + "\"}")
                        .toList());
    }

    @Test
    void oursIsMeasuredBesideARivalAndAMissingRivalSaysWhy() throws IOException {
        CommandLineHarness.Result result = train(rival(), "--only", "a,c", "--memory-steps", "20");

        assertEquals(0, result.exitCode(), result.err());
        BenchRows rows = BenchRows.read(json());
        JsonObject speed = rows.of("a: examples", "TRL SFTTrainer");
        assertEquals(1, speed.get("repeats").getAsInt());
        assertEquals(4 / 2.0, speed.get("rival").getAsDouble());
        assertEquals(speed.get("ours").getAsDouble() / 2, speed.get("ratio").getAsDouble(), 1e-9);
        assertEquals("fake", speed.get("note").getAsString());
        assertEquals(
                "ended with exit code 1: out of memory",
                rows.of("c: examples", "TRL SFTTrainer, checkpointing")
                        .get("rivalMissing")
                        .getAsString());
        // The rival says 2 for each loss; ours of a model that knows such problems are others.
        assertTrue(rows.of("a: loss, largest difference to TRL SFTTrainer")
                        .get("ours")
                        .getAsDouble()
                > 1e-3);
        assertTrue(rows.of("memory: growth between them").has("ours"));
        assertTrue(result.out().contains("(a) full solutions: 4 examples, batches of 4"), result.out());
        assertTrue(result.out().contains("Memory over 20 steps of (a)"), result.out());
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "UPFT_TRL",
            matches = ".+",
            disabledReason = "UPFT_TRL names no Python with trl, transformers and torch")
    void trlComputesTheSameLossesOnTheSameIds() throws IOException {
        CommandLineHarness.Result result = train(Path.of(System.getenv("UPFT_TRL")), "--only", "a,c");

        assertEquals(0, result.exitCode(), result.err());
        BenchRows rows = BenchRows.read(json());
        for (String workload : List.of("a", "c")) {
            for (String rival : List.of("TRL SFTTrainer", "TRL SFTTrainer, checkpointing")) {
                JsonObject losses = rows.of(workload + ": loss, largest difference to " + rival);
                assertTrue(losses.get("ours").getAsDouble() < 1e-5, losses.toString());
                JsonObject speed = rows.of(workload + ": examples", rival);
                assertTrue(speed.get("rival").getAsDouble() > 0, speed.toString());
                assertTrue(speed.get("note").getAsString().contains("float32"), speed.toString());
            }
        }
    }

    @Test
    void tooFewQuestionsAreRefusedBeforeAnythingRuns() {
        CommandLineHarness.Result result =
                cli.execute("bench", "train", "--model", BenchRows.MODEL, "--questions", questions.toString());

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("has 8 questions, but 72 are trained on"), result.err());
        assertTrue(result.err().contains("--take 4"), result.err());
    }

    @Test
    void anUnknownRivalIsAnsweredWithThoseThereAre() {
        CommandLineHarness.Result result = cli.execute(
                "bench",
                "train",
                "--model",
                BenchRows.MODEL,
                "--questions",
                questions.toString(),
                "--rivals",
                "axolotl");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("no rival \"axolotl\". There are trl, trl-checkpointing."), result.err());
    }

    private CommandLineHarness.Result train(Path python, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "train",
                "--model",
                BenchRows.MODEL,
                "--questions",
                questions.toString(),
                "--take",
                "4",
                "--python",
                python.toString(),
                "--repeats",
                "1",
                "--threads",
                "1",
                "--json",
                json().toString()));
        arguments.addAll(List.of(more));
        return cli.execute(arguments.toArray(String[]::new));
    }

    private Path json() {
        return directory.resolve("rows.json");
    }

    /** In place of Python: is given a program and a job, as that is. Four examples in a step of two seconds. */
    private Path rival() throws IOException {
        Path script = directory.resolve("rival.sh");
        Files.writeString(script, """
                #!/bin/sh
                if grep -q '"checkpointing":true' "$2"; then
                    echo "out of memory" >&2
                    exit 1
                fi
                echo '{"losses": [2, 2], "seconds": [2], "about": "fake", "figures": {"minorFaults": 1}}'
                """);
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }
}
