package upft.kernel.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter;
import upft.task.CancelToken;

/**
 * Executes a notebook's code cells in order and stops at the first that fails, unless it is tagged
 * {@code raises-exception}. An interrupted cell always ends the run. Cells tagged {@code skip-execution} are left out.
 */
public final class NotebookRunner {
    /** The tags are the ones that Jupyter's own runner (nbclient) knows. */
    static final String MAY_FAIL = "raises-exception";

    static final String SKIP = "skip-execution";

    private static final CellInput NOBODY = CellInput.nobody("upft run executes a notebook with nobody there to answer."
            + " Run it in Jupyter or upft console, or take the value from the environment: System.getenv(\"NAME\").");

    /** Name of the outcome of an interrupted cell. */
    private static final String INTERRUPTED = "Interrupted";

    /** Watches a run, from the thread that runs it. */
    public interface Listener {
        /** A cell starts. {@code number} counts the cells to be run from 1 to {@code total}. */
        void started(int number, int total, Cell cell);

        /** A cell ended. */
        void ended(CellOutcome outcome);

        /** Where output is to go while the cells run, beside the notebook. */
        CellOutput output();
    }

    /**
     * What a run left.
     *
     * @param notebook with the outputs of the cells that were run
     * @param failure of the cell that ended the run early; empty if all cells were run
     */
    public record Run(Notebook notebook, Optional<Failure> failure) {}

    /**
     * The failure that ended a run.
     *
     * @param cell number of the cell among those to be run, from 1
     */
    public record Failure(int cell, CellOutcome.Failed outcome) {
        public boolean isInterrupt() {
            return outcome.name().equals(INTERRUPTED);
        }
    }

    private final Interpreter interpreter;
    private final Listener listener;
    private final OutputRecorder recorder = new OutputRecorder();

    public NotebookRunner(Interpreter interpreter, Listener listener) {
        this.interpreter = interpreter;
        this.listener = listener;
    }

    /** Runs the notebook; once for each runner. */
    public Run run(Notebook notebook) {
        List<Cell> runnable = notebook.cells().stream()
                .filter(cell -> cell.isRunnable() && !cell.isTagged(SKIP))
                .toList();
        Map<String, Integer> counts = new HashMap<>();
        Optional<Failure> failure = Optional.empty();
        for (int i = 0; i < runnable.size() && failure.isEmpty(); i++) {
            Cell cell = runnable.get(i);
            listener.started(i + 1, runnable.size(), cell);
            counts.put(cell.id(), i + 1);
            CellOutcome outcome = execute(cell, i + 1);
            listener.ended(outcome);
            failure = fatal(cell, outcome, i + 1);
        }
        return new Run(notebook.withCells(withOutputs(notebook.cells(), counts)), failure);
    }

    private CellOutcome execute(Cell cell, int count) {
        recorder.begin();
        CellOutput output = new TeeOutput(recorder, listener.output());
        CellOutcome outcome = interpreter.execute(
                new CellRequest(cell.source(), OptionalInt.of(count), output, NOBODY, new CancelToken()));
        if (outcome instanceof CellOutcome.Done done) {
            done.result().ifPresent(bundle -> recorder.add(new Output.Result(count, bundle)));
        } else if (outcome instanceof CellOutcome.Failed failed) {
            recorder.add(new Output.Failure(failed.name(), failed.message(), failed.traceback()));
        }
        return outcome;
    }

    private static Optional<Failure> fatal(Cell cell, CellOutcome outcome, int number) {
        return Optional.of(outcome)
                .filter(CellOutcome.Failed.class::isInstance)
                .map(failed -> new Failure(number, (CellOutcome.Failed) failed))
                .filter(failure -> failure.isInterrupt() || !cell.isTagged(MAY_FAIL));
    }

    /** Outputs are taken at the end of the run, since a cell may update what an earlier one displayed. */
    private List<Cell> withOutputs(List<Cell> cells, Map<String, Integer> counts) {
        List<Cell> executed = new ArrayList<>();
        for (Cell cell : cells) {
            Integer count = counts.get(cell.id());
            executed.add(count == null ? cell : cell.withRun(count, recorder.outputs(count - 1)));
        }
        return executed;
    }
}
