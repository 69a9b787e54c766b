package upft.kernel.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import jdk.jshell.VarSnippet;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;
import upft.kernel.cell.Variable;
import upft.task.CancelToken;

/**
 * Runs Java cells in this process through JShell. Knows nothing of magics, Jupyter or rendering.
 *
 * <p>A cell's value is that of its last piece if that is an expression other than an assignment, with or without a
 * semicolon; null counts as no value. While a shell is open, {@code System.out} and {@code System.err} lead to the outputs
 * of cells, and {@code System.in} asks whom they may ask. Starting takes some tenths of a second, done on another thread:
 * the first call waits for it.
 */
public final class JavaShell implements AutoCloseable {
    private static final List<String> WARM_UP = List.of("1 + 1", "for (int i = 0; i < 2; i++) {}", "\"a\".length();");

    /** Package and class that JShell puts round what a cell declares. */
    private static final Pattern GENERATED = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Z_]+[$.]");

    private final Cells cells = new Cells();
    private final ConsoleRouter console = new ConsoleRouter(cells);
    private final CellStdin stdin = new CellStdin(cells);
    private final CompletableFuture<Engine> starting;
    private final Set<String> bindings;
    private final Object oneAtATime = new Object();
    private volatile Cell running;
    private volatile boolean closed;
    private int runs;

    public JavaShell(ShellSettings settings) {
        bindings = Set.copyOf(settings.bindings().keySet());
        starting = new CompletableFuture<>();
        Thread starter = new Thread(() -> start(settings), "shell start");
        starter.setDaemon(true);
        starter.start();
    }

    /** Runs a cell of plain Java. Never throws for what the cell does. */
    public ShellResult run(String code, CellOutput output) {
        return run(CellRequest.of(code, output), UnaryOperator.identity());
    }

    /**
     * Runs a cell of plain Java. Never throws for what the cell does. While the request's token is finishing something, such
     * as the saving of what has been reached, the cell is not left behind, however long that takes after an interrupt.
     *
     * @param view turns the cell's value into what the result has in its place; it belongs to the cell, so that an
     *     interrupt ends it, prints of the value's own methods are the cell's, and what it throws is what the cell threw
     */
    public ShellResult run(CellRequest request, UnaryOperator<Object> view) {
        synchronized (oneAtATime) {
            Cell cell = new Cell(++runs, request);
            cells.begin(cell);
            running = cell;
            // An interrupt that came before is in the token, and reaches the cell now.
            CancelToken.Registration cancelling = request.cancel().onCancel(cell::interrupt);
            try {
                engine().provideFor(request.code());
                return engine().run(cell, request.code(), view);
            } catch (StackOverflowError | OutOfMemoryError | LinkageError | RuntimeException e) {
                return new ShellResult.Threw(e, 0); // The compiler gave up; the shell is as before.
            } finally {
                running = null;
                cancelling.close();
            }
        }
    }

    /** Puts out, from the code of a cell, what is that cell's. */
    public CellOutput output() {
        return new RoutedOutput(cells);
    }

    /** Asks, from the code of a cell, whom that cell may ask. */
    public CellInput input() {
        return stdin::ask;
    }

    /**
     * Stops the running cell, if any: its thread is interrupted and its loops end. Callable from any thread, returns at
     * once. What does not end within 1 s is left behind on its thread, and the result says so. With no cell running, cells
     * that left something behind which still runs say how to end it.
     */
    public void interrupt() {
        Cell cell = running;
        if (cell != null) {
            cell.interrupt();
        } else if (starting.isDone() && !starting.isCompletedExceptionally()) {
            engine().thread().complainOfLeftOvers();
        }
    }

    public Completeness completeness(String code) {
        synchronized (oneAtATime) {
            return engine().assistant().completeness(code);
        }
    }

    public Completions complete(String code, int cursor) {
        synchronized (oneAtATime) {
            engine().provideForCompletion(code, cursor);
            return engine().assistant().complete(code, cursor);
        }
    }

    /** Signature and documentation of what is at the cursor, as plain text; empty where nothing is. */
    public Optional<String> inspect(String code, int cursor) {
        synchronized (oneAtATime) {
            engine().provideFor(code);
            return engine().assistant().inspect(code, cursor);
        }
    }

    /** Declared type of a variable of the shell, as source text; empty if there is none of that name. */
    public Optional<String> typeOf(String variable) {
        synchronized (oneAtATime) {
            engine().provideFor(variable);
            return engine().jshell()
                    .variables()
                    .filter(snippet -> snippet.name().equals(variable))
                    .map(VarSnippet::typeName)
                    .findFirst();
        }
    }

    /** Gives a variable the value {@code now} if it still has {@code before}, and can hold it. */
    public void replace(String variable, Object before, Object now) {
        synchronized (oneAtATime) {
            engine().classes().replaceValue(variable, before, now);
        }
    }

    /**
     * The variables that cells have declared, in that order; not the bindings. To be called while no cell runs, or by the
     * one that does.
     */
    public List<Variable> variables() {
        return withNoOtherCell(() -> engine().variables(bindings));
    }

    /**
     * Adds jars, or directories of classes, to what cells find classes in, behind the class path of this process. The next
     * piece of a cell sees them. To be called while no cell runs, or by the one that does.
     */
    public void addToClassPath(List<Path> places) {
        withNoOtherCell(() -> {
            places.forEach(place -> engine().jshell().addToClasspath(place.toString()));
            return places;
        });
    }

    private <T> T withNoOtherCell(Supplier<T> work) {
        Cell mine = cells.ofThisThread().orElse(null);
        if (mine != null && mine == running) {
            return work.get(); // The thread that runs the cell holds the lock, and waits for this one.
        }
        synchronized (oneAtATime) {
            return work.get();
        }
    }

    /** How long the code of the latest cell has run, without the time that it took to compile. */
    public Duration codeTime() {
        return Duration.ofNanos(cells.latest().map(Cell::codeNanos).orElse(0L));
    }

    /** Stops what runs, and gives {@code System.out} and {@code System.err} back. */
    @Override
    public void close() {
        closed = true;
        interrupt();
        starting.thenAccept(Engine::close);
        console.close();
        stdin.release();
    }

    /**
     * A text in which JShell's names for the classes around cells are left out, as in messages of the JVM that name a class
     * or a method of a cell.
     */
    public static String readable(String text) {
        return GENERATED.matcher(text).replaceAll("");
    }

    private void start(ShellSettings settings) {
        try {
            starting.complete(Engine.start(settings, cells));
        } catch (RuntimeException | LinkageError e) {
            starting.completeExceptionally(e);
            return;
        }
        try {
            warmUp();
            synchronized (oneAtATime) {
                engine().resumeIndexing(); // A first cell may have come in between.
            }
        } catch (RuntimeException e) {
            if (!closed) {
                throw e; // Else the shell was closed under what it warmed up with.
            }
        }
    }

    /** The first cells of a JVM are slow; while nobody is waiting, they may as well be ours. */
    private void warmUp() {
        for (String code : WARM_UP) {
            synchronized (oneAtATime) {
                if (runs > 0) {
                    return;
                }
                engine().runUnheard(code);
            }
        }
    }

    private Engine engine() {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The Java shell did not start: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
