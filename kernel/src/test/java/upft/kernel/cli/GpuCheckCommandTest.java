package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.engine.Engine;

class GpuCheckCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;

    @BeforeEach
    void setUp() {
        cli = new CommandLineHarness(directory);
    }

    @Test
    void whereThereIsNoGpuItSaysWhatWasLookedForAndIsNeitherSuccessNorFailure() {
        assumeTrue(new Engine().gpus().first().isEmpty(), "this machine has a GPU");
        CommandLineHarness.Result result = cli.execute("gpu-check");

        assertEquals(77, result.exitCode(), result.err());
        assertTrue(result.out().startsWith("Nothing was checked: no GPU was found."), result.out());
        assertTrue(result.out().contains("libcudart"), result.out());
        assertEquals(2, cli.execute("gpu-check", "--device", "cuda:0").exitCode());
        assertEquals(2, cli.execute("gpu-check", "--device", "tpu").exitCode());
    }

    @Test
    void theProcessorAgreesWithItself() {
        CommandLineHarness.Result result = cli.execute("gpu-check", "--device", "cpu");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals(
                6,
                result.out().lines().filter(line -> line.contains(" agrees ")).count(),
                result.out());
        assertTrue(result.out().endsWith("They agree." + System.lineSeparator()), result.out());
    }

    @Test
    void theArchiveIsWrittenWithoutACheck() throws IOException {
        Path archive = directory.resolve("decoder.pt");

        assertEquals(
                0, cli.execute("gpu-check", "--archive", archive.toString()).exitCode());
        assertTrue(Files.size(archive) > 10_000);
        assertEquals(
                2,
                cli.execute(
                                "gpu-check",
                                "--archive",
                                directory.resolve("decoder.pt/x").toString())
                        .exitCode());
    }
}
