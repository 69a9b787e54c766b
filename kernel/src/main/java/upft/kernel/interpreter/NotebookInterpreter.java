package upft.kernel.interpreter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import upft.io.UserException;
import upft.kernel.cell.CellInput;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;
import upft.kernel.history.History;
import upft.kernel.magic.MagicAssistant;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.MagicRewriter;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;
import upft.kernel.shell.JavaShell;
import upft.kernel.shell.ShellResult;
import upft.kernel.shell.ShellSettings;
import upft.task.CancelToken;
import upft.task.CancelledException;

/**
 * Runs cells of Java and magics: magics are rewritten to Java, the shell runs it, and values are rendered. Cells see the
 * session as the variable {@code session}, ask the user by {@code input}, and find the values of earlier cells in
 * {@code Out}.
 */
public final class NotebookInterpreter implements Interpreter {
    private final Session session;
    private final Function<Object, MimeBundle> renderer;
    private final MagicRewriter rewriter;
    private final MagicAssistant assistant;
    private final MagicHost host;
    private final History history;
    private final CellValues values = new CellValues();
    private final Failures failures;
    private final JavaShell shell;
    private volatile CancelToken running;

    /**
     * @param registry the magics there are
     * @param session what they work on; closed with this interpreter
     * @param renderer makes what is shown of a value
     */
    public NotebookInterpreter(MagicRegistry registry, Session session, Function<Object, MimeBundle> renderer) {
        this(registry, session, renderer, History.ofThisSession());
    }

    /**
     * @param registry the magics there are
     * @param session what they work on; closed with this interpreter
     * @param renderer makes what is shown of a value
     * @param history every cell that has a number is added to it
     */
    public NotebookInterpreter(
            MagicRegistry registry, Session session, Function<Object, MimeBundle> renderer, History history) {
        this.session = session;
        this.history = history;
        this.renderer = renderer;
        this.rewriter = new MagicRewriter(registry);
        this.assistant = new MagicAssistant(registry, session);
        this.host = new MagicHost(registry, session, renderer, history);
        this.failures = new Failures(registry);
        this.shell = new JavaShell(new ShellSettings(Imports.DEFAULT, bindings()));
        session.onReset(values::clear);
    }

    private Map<String, ShellSettings.Binding> bindings() {
        return Map.of(
                "session",
                new ShellSettings.Binding(Session.class.getSimpleName(), session),
                "input",
                new ShellSettings.Binding(UserInput.class.getSimpleName(), new UserInput(this::ask)),
                CellValues.VARIABLE,
                new ShellSettings.Binding("Object[]", values.array()),
                MagicHost.VARIABLE,
                new ShellSettings.Binding(MagicHost.class.getSimpleName(), host));
    }

    private Optional<String> ask(String prompt, CellInput.Echo echo) throws InterruptedException {
        return shell.input().ask(prompt, echo);
    }

    @Override
    public CellOutcome execute(CellRequest request) {
        running = request.cancel();
        request.number().ifPresent(number -> history.began(number, request.code()));
        try {
            host.begin(request.output(), request.cancel());
            return malformedMagic(request.code()).orElseGet(() -> run(request));
        } catch (RuntimeException | Error e) {
            // A bug of the kernel's own: it is shown with its stack, and the kernel lives on.
            return failures.thrown(request.code(), e, 0);
        } finally {
            running = null;
        }
    }

    @Override
    public void interrupt() {
        CancelToken cancel = running;
        if (cancel != null) {
            cancel.cancel();
        } else {
            shell.interrupt(); // It may know of something that an earlier cell left running.
        }
    }

    @Override
    public Completeness completeness(String code) {
        return shell.completeness(rewriter.rewrite(code).java());
    }

    @Override
    public Completions complete(String code, int cursor) {
        Optional<MagicCall> magic = magicAt(code, cursor);
        if (magic.isPresent()) {
            return assistant.complete(magic.get(), cursor);
        }
        RewrittenCell cell = rewriter.rewrite(code);
        Completions found = shell.complete(cell.java(), cell.toJava(cursor));
        List<String> candidates = found.candidates().stream()
                .filter(candidate -> !candidate.startsWith(MagicHost.VARIABLE))
                .toList();
        return new Completions(cell.toCell(found.start()), cell.toCell(found.end()), candidates);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        Optional<MagicCall> magic = magicAt(code, cursor);
        if (magic.isPresent()) {
            return assistant.inspect(magic.get());
        }
        RewrittenCell cell = rewriter.rewrite(code);
        return shell.inspect(cell.java(), cell.toJava(cursor)).map(MimeBundle::text);
    }

    @Override
    public void close() {
        interrupt();
        shell.close();
        session.close();
    }

    private Optional<CellOutcome> malformedMagic(String code) {
        for (MagicCall call : MagicParser.parse(code)) {
            try {
                rewriter.check(call);
            } catch (UserException e) {
                return Optional.of(failures.malformed(code, call, e));
            }
        }
        return Optional.empty();
    }

    private CellOutcome run(CellRequest request) {
        String code = request.code();
        RewrittenCell cell = rewriter.rewrite(code);
        ShellResult result = shell.run(request.withCode(cell.java()), this::view);
        Optional<Viewed> viewed =
                result instanceof ShellResult.Done done ? done.value().map(Viewed.class::cast) : Optional.empty();
        request.number().ifPresent(number -> remember(number, viewed));
        if (result instanceof ShellResult.Done) {
            return new CellOutcome.Done(viewed.map(Viewed::bundle));
        }
        if (result instanceof ShellResult.DoesNotCompile not) {
            return failures.compilation(code, cell, not.diagnostics());
        }
        return result instanceof ShellResult.Threw threw
                ? thrown(code, threw)
                : failures.interrupted(((ShellResult.Interrupted) result).note());
    }

    /** A cell's value and what is shown of it. */
    private record Viewed(Object value, MimeBundle bundle) {}

    private Object view(Object value) {
        return new Viewed(value, renderer.apply(value));
    }

    private void remember(int number, Optional<Viewed> viewed) {
        Object[] before = values.array();
        values.add(number, viewed.map(Viewed::value).orElse(null));
        shell.replace(CellValues.VARIABLE, before, values.array());
        viewed.map(each -> each.bundle().data().get("text/plain")).ifPresent(text -> history.ended(number, text));
    }

    private CellOutcome thrown(String code, ShellResult.Threw threw) {
        if (threw.thrown() instanceof CancelledException) {
            return failures.interrupted("");
        }
        return threw.thrown() instanceof UserException user
                ? failures.userError(code, user, threw.line())
                : failures.thrown(code, threw.thrown(), threw.line());
    }

    private static Optional<MagicCall> magicAt(String code, int cursor) {
        return MagicParser.parse(code).stream()
                .filter(call -> call.touches(cursor))
                .findFirst();
    }
}
