package upft.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program on a disk that has no room left: one message each time, nothing half-written, nothing lost in silence. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs Linux's mount namespaces")
class FullDiskTest {
    private static final String FULL = ": No space left on device. Free some space or choose another place.";
    private static final String UPFT = Program.ROOT.resolve("upft").toString();

    /** Fills the disk that the run writes to, to the last byte. */
    private static final String FILL = """
            try (var out = Files.newOutputStream(session.directory().resolve("ballast"))) {
                while (true) {
                    out.write(new byte[512]);
                }
            } catch (IOException full) {
                System.out.println(full.getMessage());
            }""";

    private static final List<String> SAVING = List.of(
            "%results --save results.csv",
            "%sample --take 1 --store store.jsonl",
            "run.traces().save(session.directory().resolve(\"traces.jsonl\"));",
            "run.examples().save(session.directory().resolve(\"examples.jsonl\"));",
            "run.tuned().get().log().save(session.directory().resolve(\"log.jsonl\"));",
            "session.dataset().train().save(session.directory().resolve(\"problems.jsonl\"));",
            "run.tuned().get().model().save(session.directory().resolve(\"tuned\"));");

    private static final List<String> TARGETS = List.of(
            "results.csv", "store.jsonl", "traces.jsonl", "examples.jsonl", "log.jsonl", "problems.jsonl", "tuned");

    @TempDir
    private Path directory;

    @BeforeAll
    static void build(@TempDir Path scratch) throws IOException, InterruptedException {
        Program.requireBuilt(scratch);
    }

    private FullDisk disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = FullDisk.in(directory);
    }

    @Test
    void whatCannotBeSavedIsNamedAndTheRunItselfIsRescued() throws Exception {
        List<String> before = List.of(
                "%model demo",
                "%dataset demo --take 2 --test-take 1",
                "var run = %train upft --no-save",
                "%eval base -k 0 --max-tokens 2",
                "%results --save results.csv",
                FILL);
        List<String> cells = new ArrayList<>(before);
        cells.addAll(SAVING);
        cells.add("run.traces().size() + 40");
        Path notebook = NotebookFile.write(directory.resolve("long.ipynb"), cells);
        Path temporary = Files.createDirectories(directory.resolve("temporary"));

        Program run = disk.run(
                300,
                Map.of("UPFT_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary),
                List.of(UPFT, "run", notebook.toString(), "--out", disk.place().toString()));

        assertEquals(2, run.exitCode(), run.output());
        Path rescued = onlyEntry(temporary);
        NotebookFile executed = NotebookFile.read(rescued.resolve("long.ipynb"));
        executed.requireValid(directory);
        int filled = before.size() - 1;
        assertTrue(executed.text(filled).contains("No space left on device"), executed.text(filled));
        for (int i = 0; i < SAVING.size(); i++) {
            String kind = TARGETS.get(i).equals("tuned") ? "the model " : "";
            assertEquals(
                    "Cannot write " + kind + disk.place().resolve(TARGETS.get(i)) + FULL,
                    executed.error(before.size() + i));
        }
        assertEquals("42", executed.result(before.size() + SAVING.size()));
        assertTrue(Files.readString(rescued.resolve("long.html")).contains("No space left on device"));
        assertTrue(
                run.output()
                        .endsWith("upft: Cannot write " + disk.place().resolve("long.ipynb") + FULL + " It is in "
                                + rescued + " instead. --out names another directory for the next run.\n"),
                run.output());
        assertTrue(run.output().contains("\nExecuted notebook: " + rescued.resolve("long.ipynb") + "\n"), run.output());
        assertAll(
                () -> assertEquals(Set.of("ballast", "results.csv"), disk.left().keySet()),
                () -> assertTrue(
                        disk.left().get("results.csv").matches("method,greedy.*\nbase,.*\n"), "" + disk.left()));
    }

    /** The disk has room for one checkpoint of 12 MB, and not for the second beside it. */
    @Test
    void aTrainingWhoseDiskFillsUpKeepsItsLastCheckpointAndItsModel() throws Exception {
        Path notebook = NotebookFile.write(
                directory.resolve("train.ipynb"),
                List.of(
                        "%model demo",
                        "%dataset demo --take 8 --test-take 1",
                        "%train sft --batch 2 --checkpoint-every 1",
                        "session.run(\"sft\").tuned().get().step() + 40",
                        "session.keptRuns().get(\"sft\").record().get().progress()"));

        Program run = disk.run(
                15_000,
                Map.of(),
                List.of(UPFT, "run", notebook.toString(), "--out", disk.place().toString()));

        NotebookFile executed = NotebookFile.read(disk.leftFile("train.ipynb"));
        Path checkpoints = disk.place().resolve("runs/sft/checkpoints");
        String error = executed.error(2);
        assertTrue(
                error.matches("Stopped at step 2 of \\d+: Cannot write the checkpoint "
                        + Pattern.quote(checkpoints.resolve("step-00000002") + FULL)
                        + " sft is the model as of step 2[.] The same line with --resume goes on from its last"
                        + " checkpoint[.]"),
                error);
        assertEquals("42", executed.result(3));
        assertTrue(executed.result(4).startsWith("stopped at step 2 of "), executed.result(4));
        assertEquals(Set.of("step-00000001"), names(disk.leftFile("runs/sft/checkpoints")), run.output());
    }

    private static Set<String> names(Path place) throws IOException {
        try (var entries = Files.list(place)) {
            return entries.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void whereThereIsNoRoomAnywhereTheRunSaysThatNothingIsSaved() throws Exception {
        Path notebook = NotebookFile.write(
                directory.resolve("short.ipynb"), List.of(FILL, "Table.create(\"t\", IntColumn.create(\"n\", 1234))"));

        Program run = disk.run(
                300,
                Map.of("UPFT_JAVA_OPTS", "-Djava.io.tmpdir=" + disk.place()),
                List.of(UPFT, "run", notebook.toString(), "--out", disk.place().toString()));

        assertEquals(2, run.exitCode(), run.output());
        String end = run.output().substring(run.output().lastIndexOf("1234"));
        assertEquals(
                "Executed notebook: not written\nReport:            not written\nupft: Cannot write "
                        + disk.place().resolve("short.ipynb") + FULL + " Nor can " + disk.place()
                        + " be written: what is shown above is all that is left of this run. --out names another directory"
                        + " for the next run.\n",
                end.substring(end.indexOf("Executed")));
        assertEquals(Set.of("ballast"), disk.left().keySet());
    }

    @Test
    void aDiskThatIsFullFromTheStartIsRefusedBeforeTheFirstCell() throws Exception {
        Path notebook = NotebookFile.write(directory.resolve("short.ipynb"), List.of("\"never\""));
        String fillAndRun = "dd if=/dev/zero of=\"$1\"/ballast bs=512 2>/dev/null; exec \"$2\" run \"$3\" --out \"$1\"";

        Program run = disk.run(
                64,
                Map.of(),
                List.of("sh", "-c", fillAndRun, "sh", disk.place().toString(), UPFT, notebook.toString()));

        assertEquals(2, run.exitCode(), run.output());
        assertEquals(
                "upft: Cannot write in the directory " + disk.place()
                        + ": No space left on device. Name another with --out.\n",
                run.output());
        assertEquals(Set.of("ballast"), disk.left().keySet());
    }

    @Test
    void noRoomToUnpackTheModelOrTheLibrariesIsSaidWithTheSettingThatMovesThem() throws Exception {
        List<String> doctor = List.of(UPFT, "doctor");

        Program noTemporary = disk.run(300, Map.of("UPFT_JAVA_OPTS", "-Djava.io.tmpdir=" + disk.place()), doctor);
        Program noCache = disk.run(300, Map.of("DJL_CACHE_DIR", disk.place().toString()), doctor);

        assertEquals(1, noTemporary.exitCode(), noTemporary.output());
        assertEquals(1, noCache.exitCode(), noCache.output());
        assertMatches(
                "Cannot write DISK/upft-demo\\d+/demo/model.safetensors: No space left on device. Free some space or choose"
                        + " another place. The demo model is unpacked there to be loaded; -Djava.io.tmpdir=DIRECTORY names"
                        + " another place.",
                noTemporary);
        assertMatches(
                // Both are unpacked at the same time, and either may be the first to find no room.
                "(The tokenizer library|libtorch) cannot be unpacked into DISK: (only 0.\\d MB are free|No space left on"
                        + " device)\\. The native libraries take 0.5 GB there. Free some space, or set the environment variable"
                        + " DJL_CACHE_DIR to another directory, and start again.",
                noCache);
        assertTrue(disk.left().values().stream().allMatch(String::isEmpty), "left: " + disk.left());
    }

    private void assertMatches(String pattern, Program program) {
        String place = Pattern.quote(disk.place().toString());
        List<String> lines = program.output().lines().map(String::strip).toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches(pattern.replace("DISK", place))), program.output());
    }

    private static Path onlyEntry(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            List<Path> all = entries.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }
}
