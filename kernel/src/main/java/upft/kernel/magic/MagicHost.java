package upft.kernel.magic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.Variable;
import upft.kernel.history.History;
import upft.kernel.magic.MagicTable.Parsed;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;
import upft.task.Progress;

/** Runs magics for the Java that a cell was rewritten to; cells see it as the variable {@value #VARIABLE}. */
public final class MagicHost {
    /** Name of the variable; not one that a user would choose. */
    public static final String VARIABLE = "__magics";

    private final MagicRegistry registry;
    private final Session session;
    private final Function<Object, MimeBundle> renderer;
    private final History history;
    private final Supplier<List<Variable>> variables;
    private volatile Cell cell;

    /** The cell that is running. */
    private record Cell(CellOutput output, CancelToken cancel, String body) {}

    /**
     * With no cells in the history, and no variables.
     *
     * @param renderer makes what is displayed of a value
     */
    public MagicHost(MagicRegistry registry, Session session, Function<Object, MimeBundle> renderer) {
        this(registry, session, renderer, History.ofThisSession(), List::of);
    }

    /**
     * @param renderer makes what is displayed of a value
     * @param history the cells that were run
     * @param variables what cells have declared
     */
    public MagicHost(
            MagicRegistry registry,
            Session session,
            Function<Object, MimeBundle> renderer,
            History history,
            Supplier<List<Variable>> variables) {
        this.registry = registry;
        this.session = session;
        this.renderer = renderer;
        this.history = history;
        this.variables = variables;
    }

    /**
     * Says where the output of magics goes from now on, and what stops them.
     *
     * @param body what a cell magic works on
     */
    public void begin(CellOutput output, CancelToken cancel, String body) {
        cell = new Cell(output, cancel, body);
    }

    /** Runs a magic that is a statement of its own: {@code name}, then the rest of its line. */
    public void run(String name, String arguments) {
        Cell running = cell;
        Parsed parsed = registry.lines().parse(name, arguments);
        if (!showedHelp(parsed, running)) {
            showAll(running, line(parsed, running));
        }
    }

    /** Runs a magic for its value. */
    public Object value(String name, String arguments) {
        Cell running = cell;
        Parsed parsed = registry.lines().parse(name, arguments);
        if (showedHelp(parsed, running)) {
            return null;
        }
        Outcome<?> outcome = line(parsed, running);
        say(running, outcome);
        return outcome.value();
    }

    /** Runs the magic that the cell begins with, on the cell's other lines. */
    public void cell(String name, String arguments) {
        Cell running = cell;
        Parsed parsed = registry.cells().parse(name, arguments);
        if (!showedHelp(parsed, running)) {
            CellMagic magic = (CellMagic) parsed.magic();
            showAll(running, call(running, run -> magic.run(running.body(), run)));
        }
    }

    /** Begins a magic that is put round Java. */
    public Watch watch(String name) {
        return new Watch(cell, (JavaMagic) registry.lines().create(name));
    }

    /** Begins a magic that is put round a whole cell of Java; empty if it showed its help instead. */
    public Optional<Watch> watchCell(String name, String arguments) {
        Cell running = cell;
        Parsed parsed = registry.cells().parse(name, arguments);
        return showedHelp(parsed, running)
                ? Optional.empty()
                : Optional.of(new Watch(running, (JavaMagic) parsed.magic()));
    }

    /** Ends a magic that was begun, and passes on the value of the Java that it was put round. */
    public <T> T after(Watch watch, T value) {
        watch.close();
        return value;
    }

    /** Puts a magic round Java that has a value. */
    public <T> T around(String name, Callable<T> code) throws Exception {
        return after(watch(name), code);
    }

    /** Puts a magic round Java that has no value. */
    public void around(String name, Action code) throws Exception {
        Watch watch = watch(name);
        code.run();
        watch.close();
    }

    private static <T> T after(Watch watch, Callable<T> code) throws Exception {
        T value = code.call();
        watch.close();
        return value;
    }

    /** Java that has no value. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** A magic round Java that is running. */
    public final class Watch implements AutoCloseable {
        private final Cell running;
        private final JavaMagic.Ending ending;

        private Watch(Cell running, JavaMagic magic) {
            this.running = running;
            this.ending = magic.begin(circumstances(running, report -> {}));
        }

        /** The Java has come to its end. */
        @Override
        public void close() {
            close(Duration.ZERO);
        }

        /**
         * The Java has come to its end.
         *
         * @param compiling how much of the time since the beginning went into compiling it
         */
        public void close(Duration compiling) {
            showAll(running, ending.end(compiling));
        }
    }

    /** Whether it was the help that was asked for, which is then shown in the place of running the magic. */
    private static boolean showedHelp(Parsed parsed, Cell running) {
        parsed.usage().ifPresent(usage -> display(running.output(), HelpView.of(usage)));
        return parsed.usage().isPresent();
    }

    private Outcome<?> line(Parsed parsed, Cell running) {
        Magic<?> magic = (Magic<?>) parsed.magic();
        return call(running, magic::run);
    }

    private Outcome<?> call(Cell running, Function<MagicRun, Outcome<?>> magic) {
        running.cancel().throwIfCancelled();
        ProgressDisplay progress = new ProgressDisplay(running.output(), System::nanoTime);
        try {
            Outcome<?> outcome = magic.apply(circumstances(running, progress));
            uninterrupted(running.cancel().isCancelled() ? progress::stopped : progress::done);
            return outcome;
        } finally {
            uninterrupted(progress::stopped);
        }
    }

    private MagicRun circumstances(Cell running, Progress progress) {
        return new MagicRun(session, registry, history, variables, running.output(), progress, running.cancel());
    }

    private void showAll(Cell running, Outcome<?> outcome) {
        say(running, outcome);
        outcome.shown().ifPresent(object -> display(running.output(), rendered(object)));
    }

    private static void say(Cell running, Outcome<?> outcome) {
        if (!outcome.isSilent()) {
            uninterrupted(() -> display(running.output(), OutcomeView.of(outcome)));
        }
    }

    /** What an interrupted thread displays may be dropped; but the user is to see what became of the magic. */
    private static void uninterrupted(Runnable display) {
        boolean interrupted = Thread.interrupted();
        try {
            display.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private MimeBundle rendered(Object shown) {
        return shown instanceof MimeBundle bundle ? bundle : renderer.apply(shown);
    }

    private static void display(CellOutput output, MimeBundle bundle) {
        output.display(UUID.randomUUID().toString(), bundle);
    }
}
