package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import upft.training.TrainingLog;
import upft.training.TrainingStep;

/** A run of the program itself that is killed while it samples and while it trains ends as one that was left alone. */
@DisabledOnOs(OS.WINDOWS)
class KilledTrainingTest {
    private static final int EPOCHS = 5;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build(@TempDir Path scratch) throws IOException, InterruptedException {
        Program.requireBuilt(scratch);
    }

    @Test
    void killedRunsEndWithTheWeightsOfOneThatWasLeftAlone() throws Exception {
        Path killed = directory.resolve("killed");
        Path run = killed.resolve("runs/sft");
        killWhen(killed, run.resolve("traces.jsonl"), 12);
        assertFalse(Files.exists(run.resolve("training-set.jsonl")), "it was killed while it sampled");
        killWhen(killed, run.resolve("log.jsonl"), 9);
        killWhen(killed, run.resolve("log.jsonl"), 31);
        assertFalse(Files.exists(run.resolve("model")), "it was killed while it trained");

        finish(killed);
        Path alone = directory.resolve("alone");
        finish(alone);

        assertEquals(
                -1,
                Files.mismatch(
                        run.resolve("model/model.safetensors"), alone.resolve("runs/sft/model/model.safetensors")));
        TrainingLog log = TrainingLog.load(run.resolve("log.jsonl"));
        assertEquals(losses(TrainingLog.load(alone.resolve("runs/sft/log.jsonl"))), losses(log));
        assertEquals(
                IntStream.rangeClosed(1, log.planned()).boxed().toList(),
                log.steps().stream().map(TrainingStep::step).toList());
        assertFalse(Files.exists(run.resolve("checkpoints")));
        assertEquals(
                Files.readAllLines(alone.resolve("runs/sft/traces.jsonl")).size(),
                Files.readAllLines(run.resolve("traces.jsonl")).size());
    }

    /** Few rows at a time, so that traces are finished one after the other. */
    private static String cells() {
        return "%model demo\n%dataset demo\n%train sft --take 40 --rows 4 --batch 4 --epochs " + EPOCHS
                + " --checkpoint-every 4 --resume\n";
    }

    /** Starts the program, and kills it as soon as there are so many lines in a file. */
    private void killWhen(Path out, Path file, int lines) throws IOException, InterruptedException {
        ConsoleProcess process = ConsoleProcess.start(out, cells());
        process.awaitLines(file, lines);
        process.kill();
    }

    private void finish(Path out) throws IOException, InterruptedException {
        ConsoleProcess.start(out, cells()).finish();
    }

    private static List<Double> losses(TrainingLog log) {
        return log.steps().stream().map(TrainingStep::loss).toList();
    }
}
