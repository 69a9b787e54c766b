package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark on the demo model, with real processes of ours and a rival that makes its figures up. */
@DisabledOnOs(OS.WINDOWS)
class BenchSampleCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;
    private Path questions;

    @BeforeEach
    void askThreeQuestions() throws IOException {
        cli = new CommandLineHarness(directory);
        questions = directory.resolve("questions.jsonl");
        Files.write(
                questions,
                List.of(
                        "{\"question\": \"Ann has 2 pens and buys 3. How many?\", \"answer\": \"#### 5\"}",
                        "{\"question\": \"Bob has 4 cups.\", \"answer\": \"#### 4\"}",
                        "{\"question\": \"1 + 1\", \"answer\": \"#### 2\"}"));
    }

    @Test
    void oursIsMeasuredBesideARivalAndAMissingRivalSaysWhy() throws IOException {
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result = cli.execute(
                "bench",
                "sample",
                "--model",
                BenchRows.MODEL,
                "--questions",
                questions.toString(),
                "--take",
                "3",
                "--tokens",
                "5",
                "--only",
                "a,e",
                "--rivals",
                "transformers,llama.cpp",
                "--python",
                rival().toString(),
                "--repeats",
                "2",
                "--threads",
                "1",
                "--json",
                json.toString());

        assertEquals(0, result.exitCode(), result.err());
        BenchRows rows = BenchRows.read(json);
        JsonObject speed = rows.of("a: useful new tokens", "transformers generate, batch 3");
        assertEquals(2, speed.get("repeats").getAsInt());
        assertEquals(6, speed.get("rival").getAsDouble());
        assertEquals(speed.get("ours").getAsDouble() / 6, speed.get("ratio").getAsDouble(), 1e-9);
        assertTrue(speed.get("note").getAsString().contains("1: 10.0, 3: 20.0"), speed.toString());
        assertEquals(
                "ended with exit code 1: No module named 'llama_cpp'",
                rows.of("a: useful new tokens", "llama.cpp").get("rivalMissing").getAsString());
        // With the end token ignored every trace is as long as it may be.
        assertEquals(
                5,
                rows.of("e: mean length", "transformers generate, batch 3")
                        .get("ours")
                        .getAsDouble());
        assertTrue(result.out().contains("peak of float32 products"), result.out());
        assertTrue(result.out().contains("(a) UPFT: 5 new tokens, 1 sample, 3 questions"), result.out());
        assertTrue(result.out().contains("load call to first token"), result.out());
    }

    @Test
    void tooFewQuestionsAreRefusedBeforeAnythingRuns() {
        CommandLineHarness.Result result =
                cli.execute("bench", "sample", "--model", BenchRows.MODEL, "--questions", questions.toString());

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("has 3 questions, but 64 are sampled"), result.err());
        assertTrue(result.err().contains("--take 3"), result.err());
    }

    @Test
    void whatIsNotGivenIsNamedWithTheOptionAndTheVariable() {
        CommandLineHarness.Result result = cli.execute("bench", "sample");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--model") && result.err().contains("UPFT_SMOLLM2"), result.err());
    }

    @Test
    void anUnknownWorkloadIsAnsweredWithThoseThereAre() {
        CommandLineHarness.Result result = cli.execute(
                "bench", "sample", "--model", BenchRows.MODEL, "--questions", questions.toString(), "--only", "a,f");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("no workload \"f\". There are a, b, c, d, e"), result.err());
    }

    /** In place of Python: is given a program and a job, as that is. */
    private Path rival() throws IOException {
        Path script = directory.resolve("rival.sh");
        Files.writeString(script, """
                #!/bin/sh
                case $1 in *llama*) echo "No module named 'llama_cpp'" >&2; exit 1;; esac
                if grep -q '"pilot":true' "$2"; then
                    echo '{"rates": {"1": 10, "3": 20}}'
                else
                    echo '{"lengths": [2, 2, 2], "about": "fake", "figures": {"seconds": 1, "firstTokenSeconds": 1}}'
                fi
                """);
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }
}
