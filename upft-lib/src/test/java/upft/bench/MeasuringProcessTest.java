package upft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MeasuringProcessTest {
    @TempDir
    private Path directory;

    @Test
    void theJobGoesInAsAFileAndTheLastLineIsTheAnswer() {
        JsonObject job = new JsonObject();
        job.addProperty("text", "hello");

        assertEquals(
                "hello",
                shell("echo loading; echo warning >&2; cat \"$0\"").answer(job).text("text"));
    }

    @Test
    void theEnvironmentIsTheProcesssOwn() {
        MeasuringProcess process = new MeasuringProcess(
                List.of("sh", "-c", "echo \"{\\\"threads\\\": $OMP_NUM_THREADS}\""),
                Map.of("OMP_NUM_THREADS", "3"),
                Duration.ofMinutes(1));

        assertEquals("3", process.answer(new JsonObject()).text("threads"));
    }

    @Test
    void oneThatFailsIsQuotedWithItsLastWord() {
        assertEquals(
                "ended with exit code 1: ModuleNotFoundError: No module named 'torch'",
                why("echo Traceback >&2; echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1"));
    }

    @Test
    void anAnswerThatIsNoneIsQuoted() {
        assertEquals("printed nothing", why("true"));
        assertEquals("its last line is no JSON object: done", why("echo '{}'; echo done"));
    }

    @Test
    void oneThatHangsIsEnded() {
        MeasuringProcess process =
                new MeasuringProcess(List.of("sh", "-c", "sleep 60"), Map.of(), Duration.ofMillis(100));

        assertTrue(assertThrows(ContenderException.class, () -> process.answer(new JsonObject()))
                .getMessage()
                .startsWith("did not end"));
    }

    @Test
    void aProgramThatIsNotThereIsSaidToBeMissing() {
        MeasuringProcess process =
                new MeasuringProcess(List.of(directory.resolve("none").toString()), Map.of(), Duration.ofMinutes(1));

        assertTrue(assertThrows(ContenderException.class, () -> process.answer(new JsonObject()))
                .getMessage()
                .contains("No such file"));
    }

    @Test
    void anEnvironmentWithTheSameRequirementsIsUsedAgain() throws IOException {
        Path existing = Files.createDirectories(directory.resolve("rival"));
        Files.writeString(existing.resolve("requirements.txt"), "torch==2.15.0\n");
        List<String> log = new ArrayList<>();

        Path python = new PythonEnvironment(directory, log::add).python("rival", "torch==2.15.0\n");

        assertEquals(existing.resolve("bin/python"), python);
        assertEquals(List.of(), log);
    }

    @Test
    void theCacheIsWhereTheUserWantsItElseWhereProgramsKeepSuchThings() {
        Path home = Path.of("/home/u");

        assertEquals(Path.of("/home/u/.cache/upft-bench"), PythonEnvironment.defaultCache(Map.of(), home));
        assertEquals(
                Path.of("/cache/upft-bench"), PythonEnvironment.defaultCache(Map.of("XDG_CACHE_HOME", "/cache"), home));
        assertEquals(
                Path.of("/own"),
                PythonEnvironment.defaultCache(Map.of("UPFT_BENCH_CACHE", "/own", "XDG_CACHE_HOME", "/cache"), home));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsOfThisProcess() {
        double before = OwnProcess.minorFaults();
        byte[][] pages = new byte[64][1 << 16];
        for (byte[] page : pages) {
            Arrays.fill(page, (byte) 1);
        }

        assertTrue(OwnProcess.resident() > 20e6 && OwnProcess.resident() <= OwnProcess.peakResident());
        assertTrue(OwnProcess.minorFaults() >= before && before > 0);
        double age = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
        assertEquals(age, OwnProcess.secondsSinceStart(), 5);
        assertTrue(OwnProcess.processors().matches("[0-9,-]+"), OwnProcess.processors());
    }

    private String why(String script) {
        return assertThrows(ContenderException.class, () -> shell(script).answer(new JsonObject()))
                .getMessage();
    }

    private static MeasuringProcess shell(String script) {
        return new MeasuringProcess(List.of("sh", "-c", script), Map.of(), Duration.ofMinutes(1));
    }
}
