package upft.kernel.interpreter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.Interpreter;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.Variable;
import upft.kernel.history.History;
import upft.kernel.magic.MagicAssistant;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.MagicRewriter;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicCall.Form;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;
import upft.kernel.shell.JavaShell;
import upft.kernel.shell.ShellSettings;
import upft.task.CancelToken;

/**
 * Runs cells of Java and magics: magics are rewritten to Java, the shell runs it, and values are rendered. Cells see the
 * session as the variable {@code session} and the magics as {@code magics}, ask the user by {@code input}, show values by
 * {@code output}, talk to programs in the client by {@code comms}, and find the values of earlier cells in {@code Out}.
 */
public final class NotebookInterpreter implements Interpreter {
    private static final Pattern ENDS_IN_EMPTY_LINE = Pattern.compile("\\R[ \\t]*\\z");

    private final Session session;
    private final MagicRewriter rewriter;
    private final MagicRegistry registry;
    private final MagicHost host;
    private final History history;
    private final CellValues values = new CellValues();
    private final CommTable comms = new CommTable(() -> shell().output());
    private final CommHandlers commHandlers = new CommHandlers(comms);
    private final JavaShell shell;
    private final Failures failures;
    private final CellRunner runner;
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
        this.registry = registry;
        this.session = session;
        this.history = history;
        // First, as it starts on a thread of its own; it asks for values of bindings when a cell does.
        this.shell = new JavaShell(new ShellSettings(Imports.DEFAULT, bindings(registry, renderer)));
        this.rewriter = new MagicRewriter(registry, Imports::cover);
        this.host = new MagicHost(registry, session, renderer, history, this::variables);
        this.failures = new Failures(registry);
        this.runner = new CellRunner(registry, rewriter, host, session, failures, shell, renderer);
        session.onReset(values::clear);
        session.onReset(comms::clear);
        session.libraries().onAdded(shell::addToClassPath);
    }

    private Map<String, ShellSettings.Binding> bindings(MagicRegistry registry, Function<Object, MimeBundle> renderer) {
        UserInput input = new UserInput(() -> shell.input());
        UserOutput output = new UserOutput(() -> shell.output(), renderer);
        return Map.of(
                "session",
                binding(Session.class, session),
                "input",
                binding(UserInput.class, input),
                "output",
                binding(UserOutput.class, output),
                "comms",
                binding(UserComms.class, new UserComms(comms)),
                "magics",
                binding(MagicRegistry.class, registry),
                MagicHost.VARIABLE,
                new ShellSettings.Binding(MagicHost.class.getSimpleName(), () -> host),
                CommHandlers.VARIABLE,
                binding(CommHandlers.class, commHandlers),
                CellValues.VARIABLE,
                new ShellSettings.Binding("Object[]", values::array));
    }

    private JavaShell shell() {
        return shell;
    }

    private static <T> ShellSettings.Binding binding(Class<T> type, T object) {
        return new ShellSettings.Binding(type.getSimpleName(), () -> object);
    }

    @Override
    public CellOutcome execute(CellRequest request) {
        running = request.cancel();
        request.number().ifPresent(number -> history.began(number, request.code()));
        try {
            CellRunner.Ended ended = runner.run(request);
            request.number().ifPresent(number -> remember(number, ended.viewed()));
            return ended.outcome();
        } catch (RuntimeException | Error e) {
            // A bug of the kernel's own: it is shown with its stack, and the kernel lives on.
            return failures.thrown(Source.cell(request.code()), e, 0);
        } finally {
            running = null;
        }
    }

    @Override
    public CellOutcome receive(CommMessage message, CellRequest request) {
        return commHandlers
                .cell(message, request)
                .map(this::execute)
                .orElseGet(() -> Interpreter.super.receive(message, request));
    }

    @Override
    public Map<String, String> comms() {
        return comms.all();
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
        Optional<MagicCall> head = MagicParser.cellMagic(code);
        boolean mayGoOn = head.isPresent() && (head.get().end() == code.length() || isText(head.get()));
        if (mayGoOn) {
            return ENDS_IN_EMPTY_LINE.matcher(code).find() ? Completeness.COMPLETE : Completeness.INCOMPLETE;
        }
        return shell.completeness(rewriter.rewrite(code).java());
    }

    @Override
    public Completions complete(String code, int cursor) {
        Optional<MagicCall> magic = magicAt(code, cursor);
        if (magic.isPresent()) {
            return assistant().complete(magic.get(), cursor);
        }
        if (inText(code, cursor)) {
            return new Completions(cursor, cursor, List.of());
        }
        RewrittenCell cell = rewriter.outline(code, cursor);
        Completions found = shell.complete(cell.java(), cell.toJava(cursor));
        List<String> candidates = found.candidates().stream()
                .filter(candidate ->
                        !candidate.startsWith(MagicHost.VARIABLE) && !candidate.startsWith(CommHandlers.VARIABLE))
                .toList();
        return new Completions(cell.toCell(found.start()), cell.toCell(found.end()), candidates);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        Optional<MagicCall> magic = magicAt(code, cursor);
        if (magic.isPresent()) {
            return assistant().inspect(magic.get(), cursor);
        }
        if (inText(code, cursor)) {
            return Optional.empty();
        }
        RewrittenCell cell = rewriter.outline(code, cursor);
        return shell.inspect(cell.java(), cell.toJava(cursor)).map(MimeBundle::text);
    }

    @Override
    public void close() {
        interrupt();
        shell.close();
        session.close();
    }

    private void remember(int number, Optional<CellRunner.Viewed> viewed) {
        Object[] before = values.array();
        values.add(number, viewed.map(CellRunner.Viewed::value).orElse(null));
        shell.replace(CellValues.VARIABLE, before, values.array());
        viewed.map(each -> each.bundle().data().get("text/plain")).ifPresent(text -> history.ended(number, text));
    }

    /** Made when it is asked: like the tables of magics, it needs the library that reads options. */
    private MagicAssistant assistant() {
        return new MagicAssistant(registry, session);
    }

    /** The magic whose name or options the cursor is in. */
    private Optional<MagicCall> magicAt(String code, int cursor) {
        return rewriter.calls(code).stream()
                .filter(call -> call.touches(cursor))
                .filter(call ->
                        cursor <= call.argumentsStart() || call.form() == Form.CELL || !rewriter.isRoundJava(call))
                .findFirst();
    }

    /** Whether the cursor is in the lines of a cell that are not Java. */
    private boolean inText(String code, int cursor) {
        return MagicParser.cellMagic(code)
                .filter(call -> isText(call) && cursor > call.end())
                .isPresent();
    }

    private boolean isText(MagicCall cellMagic) {
        return !rewriter.isRoundJava(cellMagic);
    }

    private List<Variable> variables() {
        return shell.variables();
    }
}
