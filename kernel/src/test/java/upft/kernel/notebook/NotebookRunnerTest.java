package upft.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static upft.kernel.cell.ScriptedInterpreter.failure;
import static upft.kernel.cell.ScriptedInterpreter.nothing;
import static upft.kernel.cell.ScriptedInterpreter.value;
import static upft.kernel.notebook.Notebooks.code;
import static upft.kernel.notebook.Notebooks.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.ScriptedInterpreter;
import upft.kernel.notebook.NotebookRunner.Run;

class NotebookRunnerTest {
    private final ScriptedInterpreter interpreter = new ScriptedInterpreter();
    private final List<String> heard = new ArrayList<>();

    @Test
    void codeCellsAreRunInOrderAndCounted() {
        Run run = run(markdown("# Title"), code("a", "1"), code("blank", "  "), code("b", "2"));

        assertEquals(List.of("1", "2"), interpreter.executed());
        assertEquals(List.of("started 1/2 1", "ended", "started 2/2 2", "ended"), heard);
        assertEquals(OptionalInt.of(1), cell(run, "a").executionCount());
        assertEquals(OptionalInt.empty(), cell(run, "blank").executionCount());
        assertEquals(OptionalInt.of(2), cell(run, "b").executionCount());
        assertTrue(run.failure().isEmpty());
    }

    @Test
    void whatACellPrintsInARowIsOneOutput() {
        interpreter.on("print", out -> {
            out.stdout("a");
            out.stdout("b\n");
            out.stderr("c");
            out.stdout("d");
            return nothing();
        });

        assertEquals(
                List.of(
                        new Output.Stream("stdout", "ab\n"),
                        new Output.Stream("stderr", "c"),
                        new Output.Stream("stdout", "d")),
                cell(run(code("a", "print")), "a").outputs());
    }

    @Test
    void theValueOfACellIsItsLastOutput() {
        MimeBundle table = MimeBundle.html("<table></table>", "table");
        interpreter.on("value", out -> {
            out.stdout("x");
            return value(table);
        });

        assertEquals(
                List.of(new Output.Stream("stdout", "x"), new Output.Result(1, table)),
                cell(run(code("a", "value")), "a").outputs());
    }

    @Test
    void anUpdateReplacesTheDisplayWhereItStandsAlsoInAnEarlierCell() {
        interpreter.on("show", out -> {
            out.display("bar", MimeBundle.text("0%"));
            out.stdout("after");
            return nothing();
        });
        interpreter.on("update", out -> {
            out.update("bar", MimeBundle.text("100%"));
            out.update("unknown", MimeBundle.text("lost"));
            return nothing();
        });

        Run run = run(code("a", "show"), code("b", "update"));

        assertEquals(
                List.of(new Output.Display(MimeBundle.text("100%")), new Output.Stream("stdout", "after")),
                cell(run, "a").outputs());
        assertEquals(List.of(), cell(run, "b").outputs());
    }

    @Test
    void clearedOutputIsGoneAtOnceOrAsSoonAsSomethingTakesItsPlace() {
        interpreter.on("now", out -> {
            out.stdout("gone");
            out.display("bar", MimeBundle.text("gone too"));
            out.clear(CellOutput.Clearing.NOW);
            out.update("bar", MimeBundle.text("nowhere"));
            return nothing();
        });
        interpreter.on("next", out -> {
            out.stdout("gone");
            out.clear(CellOutput.Clearing.BEFORE_NEXT);
            out.stdout("there");
            out.clear(CellOutput.Clearing.BEFORE_NEXT);
            return nothing();
        });

        Run run = run(code("a", "now"), code("b", "next"));

        assertEquals(List.of(), cell(run, "a").outputs());
        assertEquals(
                List.of(new Output.Stream("stdout", "there")), cell(run, "b").outputs());
    }

    @Test
    void theFirstFailureEndsTheRun() {
        interpreter.on("bad", out -> failure("Oops", "broken"));

        Run run = run(code("a", "bad"), code("b", "never"));

        assertEquals(List.of("bad"), interpreter.executed());
        assertEquals(1, run.failure().orElseThrow().cell());
        assertEquals("broken", run.failure().orElseThrow().outcome().message());
        assertEquals(
                List.of(new Output.Failure("Oops", "broken", List.of("\u001b[31mOops\u001b[0m: broken"))),
                cell(run, "a").outputs());
        assertEquals(OptionalInt.empty(), cell(run, "b").executionCount());
    }

    @Test
    void aCellThatMayFailDoesNotEndTheRunButAnInterruptDoes() {
        interpreter.on("bad", out -> failure("Oops", "broken"));
        interpreter.on("long", out -> failure("Interrupted", "Interrupted."));

        Run run = run(code("a", "bad", "raises-exception"), code("b", "long", "raises-exception"), code("c", "never"));

        assertEquals(List.of("bad", "long"), interpreter.executed());
        assertTrue(run.failure().orElseThrow().isInterrupt());
    }

    @Test
    void cellsTaggedToBeSkippedAreSkipped() {
        run(code("a", "1", "skip-execution"), code("b", "2"));

        assertEquals(List.of("2"), interpreter.executed());
    }

    @Test
    void anEndlessPrinterIsCutAndTheCellSaysSo() {
        interpreter.on("flood", out -> {
            for (int i = 0; i < 3 * OutputRecorder.MAX_CHARACTERS / 10; i++) {
                out.stdout("123456789\n");
            }
            return nothing();
        });

        List<Output> outputs = cell(run(code("a", "flood")), "a").outputs();

        assertEquals(
                OutputRecorder.MAX_CHARACTERS,
                ((Output.Stream) outputs.get(0)).text().length());
        assertTrue(((Output.Stream) outputs.get(1)).text().contains("output cut here"));
        assertEquals(2, outputs.size());
    }

    @Test
    void tooManyDisplaysAreCut() {
        interpreter.on("flood", out -> {
            for (int i = 0; i < 2 * OutputRecorder.MAX_OUTPUTS; i++) {
                out.display("id" + i, MimeBundle.text("x"));
            }
            return nothing();
        });

        assertEquals(
                OutputRecorder.MAX_OUTPUTS + 1,
                cell(run(code("a", "flood")), "a").outputs().size());
    }

    private Run run(Cell... cells) {
        return new NotebookRunner(interpreter, new Recording()).run(Notebooks.of(cells));
    }

    private static Cell cell(Run run, String id) {
        return run.notebook().cells().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private final class Recording implements NotebookRunner.Listener {
        @Override
        public void started(int number, int total, Cell cell) {
            heard.add("started " + number + "/" + total + " " + cell.source());
        }

        @Override
        public void ended(CellOutcome outcome) {
            heard.add("ended");
        }

        @Override
        public CellOutput output() {
            return new OutputRecorder();
        }
    }
}
