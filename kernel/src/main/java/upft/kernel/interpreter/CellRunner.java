package upft.kernel.interpreter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import upft.io.UserException;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.CellRequest;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.MimeBundle;
import upft.kernel.magic.MagicHost;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.MagicRewriter;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;
import upft.kernel.shell.JavaShell;
import upft.kernel.shell.ShellResult;
import upft.task.CancelledException;

/**
 * Runs the source of cells: checks its magics, runs it in the shell, where files of source stand for a part of it part by
 * part, and tells how it ended.
 */
final class CellRunner {
    private final MagicRegistry registry;
    private final MagicRewriter rewriter;
    private final MagicHost host;
    private final Session session;
    private final Failures failures;
    private final JavaShell shell;
    private final Function<Object, MimeBundle> renderer;

    CellRunner(
            MagicRegistry registry,
            MagicRewriter rewriter,
            MagicHost host,
            Session session,
            Failures failures,
            JavaShell shell,
            Function<Object, MimeBundle> renderer) {
        this.registry = registry;
        this.rewriter = rewriter;
        this.host = host;
        this.session = session;
        this.failures = failures;
        this.shell = shell;
        this.renderer = renderer;
    }

    /** A cell's value and what is shown of it. */
    record Viewed(Object value, MimeBundle bundle) {}

    /** How a cell ended, with its value if it had one. */
    record Ended(CellOutcome outcome, Optional<Viewed> viewed) {
        private static Ended badly(CellOutcome outcome) {
            return new Ended(outcome, Optional.empty());
        }
    }

    Ended run(CellRequest request) {
        Source cell = Source.cell(request.code());
        Optional<MagicCall> head = MagicParser.cellMagic(request.code());
        host.begin(
                request.output(),
                request.cancel(),
                head.map(call -> call.body(request.code())).orElse(""));
        Run run = new Run(request);
        Optional<Ended> malformed = malformedMagic(cell);
        registry.takeProblems().forEach(problem -> request.output().stderr(problem + "\n"));
        if (malformed.isPresent()) {
            return malformed.get();
        }
        return head.filter(rewriter::isRoundJava)
                .map(magic -> runInside(magic, run, cell))
                .orElseGet(() -> run.parts(cell));
    }

    /** The magic begins before the Java is compiled and ends after it has run, both on this thread. */
    private Ended runInside(MagicCall magic, Run run, Source cell) {
        Optional<MagicHost.Watch> watch = host.watchCell(magic.name(), magic.arguments());
        if (watch.isEmpty()) {
            return new Ended(new CellOutcome.Done(Optional.empty()), Optional.empty());
        }
        long start = System.nanoTime();
        Ended ended = run.parts(cell);
        if (ended.outcome() instanceof CellOutcome.Done) {
            Duration all = Duration.ofNanos(System.nanoTime() - start);
            watch.get().close(all.minus(run.codeTime));
        }
        return ended;
    }

    private Optional<Ended> malformedMagic(Source source) {
        for (MagicCall call : rewriter.calls(source.text())) {
            try {
                rewriter.check(call);
            } catch (UserException e) {
                return Optional.of(Ended.badly(failures.userError(source, e, call.line())));
            }
        }
        return Optional.empty();
    }

    /** One run of a cell. */
    private final class Run {
        private final CellRequest request;
        private final Deque<Path> files = new ArrayDeque<>();
        private Duration codeTime = Duration.ZERO;

        Run(CellRequest request) {
            this.request = request;
        }

        /** Runs the source with each file of source at the place where it stands, up to what fails. */
        Ended parts(Source source) {
            List<MagicCall> standingFor = rewriter.sources(source.text());
            if (standingFor.isEmpty() || !isWhole(source)) {
                return java(source);
            }
            int from = 0;
            Ended last = null;
            for (MagicCall call : standingFor) {
                Source before = source.only(from, call.start());
                last = before.text().isBlank() ? last : java(before);
                if (last == null || last.outcome() instanceof CellOutcome.Done) {
                    last = file(source, call);
                }
                if (!(last.outcome() instanceof CellOutcome.Done)) {
                    return last;
                }
                from = call.end();
            }
            Source rest = source.only(from, source.text().length());
            return rest.text().isBlank() ? last : java(rest);
        }

        /** Of a source that does not parse to its end nothing is run; the shell says what is wrong. */
        private boolean isWhole(Source source) {
            return shell.completeness(rewriter.rewrite(source.text()).java()) == Completeness.COMPLETE;
        }

        private Ended file(Source from, MagicCall call) {
            try {
                Path path = rewriter.source(call).orElseThrow().source(session).toAbsolutePath();
                if (files.contains(path)) {
                    throw new UserException(path + " stands for itself, by way of " + from.name() + ".");
                }
                Source file = Source.file(path);
                MagicParser.cellMagic(file.text()).ifPresent(magic -> {
                    throw new UserException(path + " begins with %%" + magic.name() + ", which takes a whole cell.");
                });
                files.push(path);
                Ended ended = malformedMagic(file).orElseGet(() -> parts(file));
                files.pop();
                return ended;
            } catch (UserException e) {
                return Ended.badly(failures.userError(from, e, call.line()));
            }
        }

        private Ended java(Source source) {
            RewrittenCell rewritten = rewriter.rewrite(source.text());
            ShellResult result = shell.run(request.withCode(rewritten.java()), this::view);
            codeTime = codeTime.plus(shell.codeTime());
            if (result instanceof ShellResult.Done done) {
                Optional<Viewed> viewed = done.value().map(Viewed.class::cast);
                return new Ended(new CellOutcome.Done(viewed.map(Viewed::bundle)), viewed);
            }
            if (result instanceof ShellResult.DoesNotCompile not) {
                return Ended.badly(failures.compilation(source, rewritten, not.diagnostics()));
            }
            return Ended.badly(
                    result instanceof ShellResult.Threw threw
                            ? thrown(source, threw)
                            : failures.interrupted(((ShellResult.Interrupted) result).note()));
        }

        private Object view(Object value) {
            return new Viewed(value, renderer.apply(value));
        }

        private CellOutcome thrown(Source source, ShellResult.Threw threw) {
            if (threw.thrown() instanceof CancelledException) {
                return failures.interrupted("");
            }
            return threw.thrown() instanceof UserException user
                    ? failures.userError(source, user, threw.line())
                    : failures.thrown(source, threw.thrown(), threw.line());
        }
    }
}
