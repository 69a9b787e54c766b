package upft.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.kernel.bench.FakeKernel;

/** Kernels in processes of their own, found where Jupyter would find them; what is measured of them is known. */
class BenchKernelCommandTest {
    @TempDir
    private Path directory;

    private CommandLineHarness cli;

    @BeforeEach
    void installKernels() throws IOException {
        cli = new CommandLineHarness(directory.resolve("home"));
        cli.environment.put("JUPYTER_PATH", directory.toString());
        install("lossy", "-Dkind=none", FakeKernel.class.getName());
        install("java", "-Dkind=ijava-1.3.0.jar", FakeKernel.class.getName());
        install("upft-test", Main.class.getName(), "kernel");
    }

    @Test
    void linesThatAreLostAndMemoryThatGrowsAreSeen() throws IOException {
        BenchRows rows = bench("--kernel", "lossy", "--only", "lines,growth", "--repeats", "1", "--rivals", "none");

        assertEquals(10, ours(rows, "100,000 lines: lost"));
        assertEquals(10, ours(rows, "100,000 lines, reader pauses 2 s: lost"));
        assertFalse(rows.of("100,000 lines: lost").get("goalReached").getAsBoolean());
        assertTrue(ours(rows, "100,000 lines, reader pauses 2 s") > 2);
        assertEquals(10, ours(rows, "growth of memory in 1,000 runs of a cell"), 2);
    }

    @Test
    void rivalsAreFoundByWhatTheyRunAndThoseThatAreNotAreNamed() throws IOException {
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result = execute(
                json, "--kernel", "lossy", "--only", "start,requests", "--repeats", "1", "--rivals", "ijava,rapaio");

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("rapaio: not installed"), result.out());
        BenchRows rows = BenchRows.read(json);
        JsonObject ready = rows.of("ready: spawn to first kernel_info_reply", "IJava");
        assertEquals(3, ready.get("repeats").getAsInt());
        assertTrue(ready.get("ours").getAsDouble() > 0.05, ready.toString());
        assertEquals("<= 0.50", ready.get("goal").getAsString());
        JsonObject fastest = rows.of("ready, beside the fastest other Java kernel", "IJava");
        assertEquals("1.67x", fastest.get("goal").getAsString());
        assertTrue(
                ours(rows, "first 1 + 1 done, from spawn") >= ready.get("ours").getAsDouble());
        assertEquals(
                100, rows.of("1 + 1, warmed, to reply and idle").get("repeats").getAsInt());
        assertTrue(ours(rows, "is_complete") > 0);
        assertTrue(ours(rows, "completion") > 0);
    }

    @Test
    void aWovenLoopIsComparedWithOneThatIsNot() throws IOException {
        BenchRows rows = bench("--kernel", "upft-test", "--only", "loop", "--repeats", "1");

        double times = ours(rows, "time of a loop, beside the same loop not woven");
        assertTrue(times > 0.3 && times < 3, "times " + times);
    }

    @Test
    void aKernelThatDoesNotRunIsARowThatSaysWhy() throws IOException {
        install("broken", "no.such.Main");
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result =
                execute(json, "--kernel", "broken", "--only", "requests", "--rivals", "none");

        assertEquals(1, result.exitCode());
        String missing =
                BenchRows.read(json).of("is_complete").get("oursMissing").getAsString();
        assertTrue(missing.startsWith("ended with exit code 1: "), missing);
        assertTrue(missing.contains("no.such.Main"), missing);
    }

    @Test
    void aKernelThatFailsInACellIsARowThatSaysSoAndNoneOfTimes() throws IOException {
        installFor("python", "misnamed", "-Dkind=none", FakeKernel.class.getName());
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result =
                execute(json, "--kernel", "misnamed", "--only", "lines,growth", "--repeats", "1", "--rivals", "none");

        assertEquals(1, result.exitCode());
        for (String row :
                List.of("100,000 lines, to the last that arrived", "growth of memory in 1,000 runs of a cell")) {
            String missing = BenchRows.read(json).of(row).get("oursMissing").getAsString();
            assertTrue(missing.startsWith("failed in a cell: SyntaxError: "), missing);
        }
    }

    @Test
    void aKernelOrARivalThatThereIsNotIsNamedWithThoseThatThereAre() {
        CommandLineHarness.Result kernel = cli.execute("bench", "kernel", "--kernel", "upf");
        assertEquals(2, kernel.exitCode());
        assertTrue(kernel.err().contains("--kernel upf: there is no such kernel"), kernel.err());

        cli = harness();
        CommandLineHarness.Result rival = cli.execute("bench", "kernel", "--kernel", "lossy", "--rivals", "xeus");
        assertEquals(2, rival.exitCode());
        assertTrue(rival.err().contains("There is no rival \"xeus\""), rival.err());
        assertTrue(rival.err().contains("ipykernel") && rival.err().contains("upft-test"), rival.err());
    }

    private CommandLineHarness harness() {
        CommandLineHarness next = new CommandLineHarness(directory.resolve("home"));
        next.environment.put("JUPYTER_PATH", directory.toString());
        return next;
    }

    private BenchRows bench(String... options) throws IOException {
        Path json = directory.resolve("rows.json");
        CommandLineHarness.Result result = execute(json, options);
        assertEquals(0, result.exitCode(), result.err());
        return BenchRows.read(json);
    }

    private CommandLineHarness.Result execute(Path json, String... options) {
        List<String> command = new ArrayList<>(List.of("bench", "kernel", "--json", json.toString()));
        command.addAll(List.of(options));
        return cli.execute(command.toArray(String[]::new));
    }

    private static double ours(BenchRows rows, String name) {
        return rows.of(name).get("ours").getAsDouble();
    }

    /** A kernelspec that runs a class of the tests. */
    private void install(String name, String... arguments) throws IOException {
        installFor("java", name, arguments);
    }

    private void installFor(String language, String name, String... arguments) throws IOException {
        JsonArray argv = new JsonArray();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        argv.add("-cp");
        argv.add(System.getProperty("java.class.path"));
        List.of(arguments).forEach(argv::add);
        argv.add("{connection_file}");
        JsonObject spec = new JsonObject();
        spec.add("argv", argv);
        spec.addProperty("display_name", name);
        spec.addProperty("language", language);
        Path place = Files.createDirectories(directory.resolve("kernels").resolve(name));
        Files.writeString(place.resolve("kernel.json"), spec.toString());
    }
}
