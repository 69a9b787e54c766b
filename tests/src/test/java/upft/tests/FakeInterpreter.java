package upft.tests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;

/** An interpreter whose cells do what a test says, so that the protocol is looked at by itself. */
final class FakeInterpreter implements Interpreter {
    private final Map<String, Run> cells = new ConcurrentHashMap<>();
    private volatile Thread running;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What a cell does; an interrupt of the kernel interrupts its thread. */
    interface Run {
        CellOutcome run(CellOutput output) throws InterruptedException;
    }

    FakeInterpreter on(String code, Run run) {
        cells.put(code, run);
        return this;
    }

    static CellOutcome value(String text) {
        return new CellOutcome.Done(Optional.of(MimeBundle.text(text)));
    }

    static CellOutcome failed() {
        return new CellOutcome.Failed("Oops", "went wrong", List.of("Oops: went wrong"));
    }

    CountDownLatch closed() {
        return closed;
    }

    /** Cells that a test said nothing of have their own text as value. */
    @Override
    public CellOutcome execute(String code, CellOutput output) {
        running = Thread.currentThread();
        try {
            return cells.getOrDefault(code, ignored -> value(code)).run(output);
        } catch (InterruptedException e) {
            return new CellOutcome.Failed("Interrupted", "interrupted", List.of());
        } finally {
            running = null;
        }
    }

    @Override
    public void interrupt() {
        Thread thread = running;
        if (thread != null) {
            thread.interrupt();
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
