package upft.tests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;
import upft.kernel.history.History;
import upft.task.CancelToken;

/** An interpreter whose cells do what a test says, so that the protocol is looked at by itself. */
final class FakeInterpreter implements Interpreter {
    private final Map<String, AskingRun> cells = new ConcurrentHashMap<>();
    private volatile CancelToken running;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final History history = History.ofThisSession();

    /** What a cell does; an interrupt of the kernel interrupts its thread. */
    interface Run {
        CellOutcome run(CellOutput output) throws InterruptedException;
    }

    /** What a cell does that asks. */
    interface AskingRun {
        CellOutcome run(CellRequest request) throws InterruptedException;
    }

    FakeInterpreter on(String code, Run run) {
        return onRequest(code, request -> run.run(request.output()));
    }

    FakeInterpreter onRequest(String code, AskingRun run) {
        cells.put(code, run);
        return this;
    }

    static CellOutcome value(String text) {
        return new CellOutcome.Done(Optional.of(MimeBundle.text(text)));
    }

    static CellOutcome failed() {
        return new CellOutcome.Failed("Oops", "went wrong", List.of("Oops: went wrong"));
    }

    /** The cells that had a number. */
    History history() {
        return history;
    }

    CountDownLatch closed() {
        return closed;
    }

    /** Cells that a test said nothing of have their own text as value. */
    @Override
    public CellOutcome execute(CellRequest request) {
        running = request.cancel();
        request.number().ifPresent(number -> history.began(number, request.code()));
        CancelToken.Registration cancelling = running.onCancel(Thread.currentThread()::interrupt);
        try {
            return cells.getOrDefault(request.code(), ignored -> value(request.code()))
                    .run(request);
        } catch (InterruptedException e) {
            return new CellOutcome.Failed("Interrupted", "interrupted", List.of());
        } finally {
            cancelling.close();
            running = null;
        }
    }

    @Override
    public void interrupt() {
        CancelToken cancel = running;
        if (cancel != null) {
            cancel.cancel();
        }
    }

    @Override
    public Completeness completeness(String code) {
        return code.endsWith("{") ? Completeness.INCOMPLETE : Completeness.COMPLETE;
    }

    /** Proposes the word at the cursor, doubled. */
    @Override
    public Completions complete(String code, int cursor) {
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        return new Completions(
                start, cursor, List.of(code.substring(start, cursor).repeat(2)));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return cursor == 0 ? Optional.empty() : Optional.of(MimeBundle.text(code.substring(0, cursor)));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
