package upft.kernel.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutcome.Done;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.display.Renderer;
import upft.kernel.magic.RecordedOutput;
import upft.kernel.magic.commands.StandardMagics;
import upft.kernel.magic.session.Session;

/** The magics on the embedded model, with real weights and real gradients, few of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoSessionTest {
    @TempDir
    static Path directory;

    private NotebookInterpreter interpreter;

    @BeforeAll
    void open() {
        interpreter = new NotebookInterpreter(
                StandardMagics.registry(), new Session(directory, directory), Renderer.standard()::render);
        done("%model demo\n%dataset demo --take 40 --test-take 4");
    }

    @AfterAll
    void close() {
        interpreter.close();
    }

    @Test
    void shortFormsGoFromTheModelToTheResults() {
        done("%sample --take 4\n%prefix 8");
        done("%train upft\n%eval");
        assertEquals("[base, upft]", result("session.comparison().results().stream().map(r -> r.method()).toList()"));
        assertEquals("true", result("session.run(\"upft\").tuned().get().log().size() > 0"));
    }

    @Test
    void sameCellGivesTheSameResultAgain() {
        String cell = "var run = %train sft --take 8 --epochs 1 --name again\nrun.tuned().get().log().steps().stream()"
                + ".map(s -> s.loss()).toList() + \" \" + run.traces().traces().stream().map(t -> t.text()).toList()";
        assertEquals(result(cell), result(cell));
    }

    /** Each cell of a session, again after all the others and in the other order. */
    @Test
    void anyCellGivesTheSameResultAgainWhateverWasRunBetween() {
        List<String> cells = List.of(
                "var t = %sample --take 3 -n 2 --max-tokens 20\nt.traces().toString()",
                "var one = %train upft --take 8 --epochs 1 --prefix 4 --name one\n" + shown("one"),
                "var two = %train sft --take 8 --epochs 1 --name two\n" + shown("two"),
                "%train upft --take 6 --dry-run --prefix 3\nsession.settings().toString()",
                "var score = %eval one --take 2 -k 1\nscore.score().toString()",
                "var base = %eval base --take 2 -k 1\nbase.score().toString()",
                "var kept = %load two\n" + shown("two"));
        List<String> first = cells.stream().map(this::result).toList();
        List<String> again = new ArrayList<>();
        for (int i = cells.size() - 1; i >= 0; i--) {
            again.add(0, result(cells.get(i)));
        }
        assertEquals(first, again);
    }

    private static String shown(String run) {
        return "session.run(\"" + run + "\").tuned().get().log().steps().stream().map(s -> s.loss()).toList() + \" \""
                + " + Arrays.toString(session.model(\"" + run + "\").logits(new int[] {1, 2, 3})[2])";
    }

    @Test
    void trainingStartsFromTheModelNotFromWhatWasTrainedLast() {
        String base = "Arrays.toString(session.model().logits(new int[] {1, 2, 3})[2])";
        String before = result(base);
        done("%train sft --take 8 --epochs 1 --name first\n%train sft --take 8 --epochs 1 --name then");
        assertEquals(result(shown("first")), result(shown("then")));
        assertEquals(before, result(base));
        assertEquals("false", result("(" + shown("first") + ").contains(" + base + ")"), "nothing was trained");
    }

    @Test
    void whatThereIsIsListedAndScoresAreSaidWithTheirModels() {
        done("%train upft --take 4 --epochs 1 --name listed");
        RecordedOutput output = new RecordedOutput();
        CellOutcome outcome = interpreter.execute("%eval listed --take 2 -k 0\n%models\n%runs", output);
        assertTrue(outcome instanceof Done, outcome.toString());
        String said = String.join("\n", output.texts());
        assertTrue(said.contains("\nlisted: listed on 2 questions"), said);
        assertEquals(
                "[true, true]",
                result(
                        "var models = %models\nvar runs = %runs\nList.of(models.stringColumn(\"model\").asList()"
                                + ".containsAll(List.of(\"base\", \"listed\")), runs.stringColumn(\"run\").contains(\"listed\"))"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%sample --recipe rft -n 64", "%train rft --samples 64 --name endless", "%eval base -k 500"})
    void longMagicStopsWithinTwoSecondsAndTheSessionLivesOn(String magic) throws Exception {
        String before = result("session.names() + \" \" + session.scores().keySet()");
        RecordedOutput output = new RecordedOutput();
        CompletableFuture<CellOutcome> running =
                CompletableFuture.supplyAsync(() -> interpreter.execute(magic, output));
        output.awaitDisplay();
        long start = System.nanoTime();
        interpreter.interrupt();
        CellOutcome outcome = running.get(30, TimeUnit.SECONDS);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(outcome instanceof Failed failed && failed.name().equals("Interrupted"), outcome.toString());
        assertTrue(milliseconds < 2000, milliseconds + " ms");
        assertTrue(
                output.last().data().get("text/plain").contains("stopped at"),
                output.texts().toString());
        assertEquals(before, result("session.names() + \" \" + session.scores().keySet()"));
        done("%sample --take 1");
    }

    @Test
    void anInterruptedTrainingLeavesAModelSaysWhereItStoppedAndGoesOnWithResume() throws Exception {
        String line = "%train sft --take 8 --epochs 60 --name long";
        RecordedOutput output = new RecordedOutput();
        CompletableFuture<CellOutcome> running = CompletableFuture.supplyAsync(() -> interpreter.execute(line, output));
        Path log = directory.resolve("runs/long/log.jsonl");
        running.thenRun(() -> {
            synchronized (output) {
                output.notifyAll();
            }
        });
        output.await(() -> lines(log) > 3 || running.isDone());
        assertFalse(running.isDone(), () -> output.texts().toString());
        long start = System.nanoTime();
        interpreter.interrupt();
        CellOutcome outcome = running.get(30, TimeUnit.SECONDS);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(outcome instanceof Failed failed && failed.name().equals("Interrupted"), outcome.toString());
        assertTrue(milliseconds < 2000, milliseconds + " ms");
        String said = String.join("\n", output.texts());
        assertTrue(
                said.matches("(?s).*Stopped at step (\\d+) of 60: interrupted[.] long is the model as of step \\1[.]"
                        + " The same line with --resume goes on from its last checkpoint[.].*"),
                said);
        assertEquals("true", result("session.model(\"long\").logits(new int[] {1, 2}).length == 2"));
        done("%runs");
        done(line + " --resume");
        assertEquals("60", result("session.run(\"long\").tuned().get().log().size()"));
        assertEquals("FINISHED", result("session.keptRuns().get(\"long\").record().get().state()"));
    }

    @Test
    void aRunIsLoadedIntoANewSessionWithItsModelItsTracesAndItsScores() {
        done("%train upft --take 8 --name kept --eval-every 2 --keep best\n%eval kept -k 1");
        String state = "session.run(\"kept\").bill() + \" \" + session.run(\"kept\").examples() + \" \""
                + " + session.scores().get(\"kept\") + \" \" + session.model(\"kept\").logits(new int[] {1, 2})[1][3]";
        String before = result(state);
        try (NotebookInterpreter other = new NotebookInterpreter(
                StandardMagics.registry(), new Session(directory, directory), Renderer.standard()::render)) {
            RecordedOutput output = new RecordedOutput();
            CellOutcome outcome = other.execute("%load kept\n" + state, output);
            assertTrue(outcome instanceof Done, outcome.toString());
            assertEquals(before, ((Done) outcome).result().get().data().get("text/plain"));
            String said = String.join("\n", output.texts());
            assertTrue(said.contains("Loaded the model that it was made from: demo."), said);
        }
    }

    private static long lines(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).lines().count() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void done(String code) {
        CellOutcome outcome = interpreter.execute(code, new RecordedOutput());
        if (outcome instanceof Failed failed) {
            throw new AssertionError(String.join("\n", failed.traceback()));
        }
    }

    private String result(String code) {
        CellOutcome outcome = interpreter.execute(code, new RecordedOutput());
        if (outcome instanceof Failed failed) {
            throw new AssertionError(String.join("\n", failed.traceback()));
        }
        return ((Done) outcome).result().orElseThrow().data().get("text/plain");
    }
}
