package upft.kernel.interpreter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;

/**
 * An interpreter that is put together on a thread of its own, so that a kernel answers who it is in the meantime. What is
 * asked of it before it is there waits.
 */
public final class LateInterpreter implements Interpreter {
    private final CompletableFuture<Interpreter> made = new CompletableFuture<>();

    private LateInterpreter() {}

    /** @param maker called once, at once */
    public static LateInterpreter start(Supplier<Interpreter> maker) {
        LateInterpreter late = new LateInterpreter();
        Thread thread = new Thread(() -> late.make(maker), "interpreter start");
        thread.setDaemon(true);
        thread.start();
        return late;
    }

    private void make(Supplier<Interpreter> maker) {
        try {
            made.complete(maker.get());
        } catch (RuntimeException | Error e) {
            made.completeExceptionally(e); // Whoever asks for something is told.
        }
    }

    @Override
    public CellOutcome execute(CellRequest request) {
        return made.join().execute(request);
    }

    @Override
    public CellOutcome receive(CommMessage message, CellRequest request) {
        return made.join().receive(message, request);
    }

    @Override
    public Map<String, String> comms() {
        return made.join().comms();
    }

    /** Before the interpreter is there nothing runs; a cell that waits for it is stopped by its request. */
    @Override
    public void interrupt() {
        made.thenAccept(Interpreter::interrupt);
    }

    @Override
    public Completeness completeness(String code) {
        return made.join().completeness(code);
    }

    @Override
    public Completions complete(String code, int cursor) {
        return made.join().complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return made.join().inspect(code, cursor);
    }

    /** Waits for it to be there, so that what goes wrong in closing it is the caller's to hear. */
    @Override
    public void close() {
        made.handle((interpreter, failure) -> Optional.ofNullable(interpreter))
                .join()
                .ifPresent(Interpreter::close);
    }
}
