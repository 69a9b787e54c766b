package upft.kernel.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An interpreter whose cells do what a test says; a cell it was told nothing of ends without a value. */
public final class ScriptedInterpreter implements Interpreter {
    private final Map<String, Function<CellRequest, CellOutcome>> cells = new HashMap<>();
    private final List<String> executed = new ArrayList<>();
    private boolean interrupted;
    private boolean closed;

    /** What executing {@code code} does. */
    public ScriptedInterpreter on(String code, Function<CellOutput, CellOutcome> run) {
        return onRequest(code, request -> run.apply(request.output()));
    }

    /** What executing {@code code} does, if that depends on more than the output. */
    public ScriptedInterpreter onRequest(String code, Function<CellRequest, CellOutcome> run) {
        cells.put(code, run);
        return this;
    }

    public static CellOutcome nothing() {
        return new CellOutcome.Done(Optional.empty());
    }

    public static CellOutcome value(MimeBundle bundle) {
        return new CellOutcome.Done(Optional.of(bundle));
    }

    public static CellOutcome failure(String name, String message) {
        return new CellOutcome.Failed(name, message, List.of("\u001b[31m" + name + "\u001b[0m: " + message));
    }

    /** The cells executed so far. */
    public List<String> executed() {
        return List.copyOf(executed);
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public CellOutcome execute(CellRequest request) {
        String code = request.code().strip();
        executed.add(code);
        return cells.getOrDefault(code, ignored -> nothing()).apply(request);
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    /** As many closing braces as opening ones make a complete cell. */
    @Override
    public Completeness completeness(String code) {
        long open = code.chars().filter(c -> c == '{').count();
        long closed = code.chars().filter(c -> c == '}').count();
        return open > closed ? Completeness.INCOMPLETE : Completeness.COMPLETE;
    }

    /** Knows one name. */
    @Override
    public Completions complete(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        boolean fits = "accuracy".startsWith(code.substring(start, cursor));
        return new Completions(start, cursor, fits ? List.of("accuracy") : List.of());
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
