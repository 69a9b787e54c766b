package upft.kernel.magic;

import java.util.UUID;
import java.util.function.Function;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;
import upft.kernel.history.History;
import upft.kernel.magic.session.Session;
import upft.task.CancelToken;

/** Runs magics for the Java that a cell was rewritten to; cells see it as the variable {@value #VARIABLE}. */
public final class MagicHost {
    /** Name of the variable; not one that a user would choose. */
    public static final String VARIABLE = "__magics";

    private final MagicRegistry registry;
    private final Session session;
    private final Function<Object, MimeBundle> renderer;
    private final History history;
    private volatile Cell cell;

    /** The cell that is running. */
    private record Cell(CellOutput output, CancelToken cancel) {}

    /**
     * With no cells in the history.
     *
     * @param renderer makes what is displayed of a value
     */
    public MagicHost(MagicRegistry registry, Session session, Function<Object, MimeBundle> renderer) {
        this(registry, session, renderer, History.ofThisSession());
    }

    /**
     * @param renderer makes what is displayed of a value
     * @param history the cells that were run
     */
    public MagicHost(MagicRegistry registry, Session session, Function<Object, MimeBundle> renderer, History history) {
        this.registry = registry;
        this.session = session;
        this.renderer = renderer;
        this.history = history;
    }

    /** Says where the output of magics goes from now on, and what stops them. */
    public void begin(CellOutput output, CancelToken cancel) {
        cell = new Cell(output, cancel);
    }

    /** Runs a magic that is a statement of its own: {@code name}, then the rest of its line. */
    public void run(String name, String arguments) {
        Cell running = cell;
        call(name, arguments, running).shown().ifPresent(object -> display(running.output(), rendered(object)));
    }

    /** Runs a magic for its value. */
    public Object value(String name, String arguments) {
        return call(name, arguments, cell).value();
    }

    private Outcome<?> call(String name, String arguments, Cell running) {
        MagicRegistry.Parsed parsed = registry.parse(name, arguments);
        if (parsed.usage().isPresent()) {
            display(running.output(), HelpView.of(parsed.usage().get()));
            return Outcome.silent(null);
        }
        Outcome<?> outcome = run(parsed.magic(), running);
        if (!outcome.isSilent()) {
            uninterrupted(() -> display(running.output(), OutcomeView.of(outcome)));
        }
        return outcome;
    }

    private Outcome<?> run(Magic<?> magic, Cell running) {
        running.cancel().throwIfCancelled();
        ProgressDisplay progress = new ProgressDisplay(running.output(), System::nanoTime);
        try {
            Outcome<?> outcome = magic.run(new MagicRun(session, registry, history, progress, running.cancel()));
            uninterrupted(running.cancel().isCancelled() ? progress::stopped : progress::done);
            return outcome;
        } finally {
            uninterrupted(progress::stopped);
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
