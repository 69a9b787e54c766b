package upft.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import upft.io.UserException;
import upft.kernel.shell.ShellResult.Diagnostic;

/** Runs the pieces of a cell one after the other, up to the first that fails. */
final class Evaluator {
    private static final Set<SubKind> WITH_VALUE = Set.of(SubKind.VAR_VALUE_SUBKIND, SubKind.OTHER_EXPRESSION_SUBKIND);

    private final JShell jshell;
    private final CellControl control;
    private final CellClasses classes;
    private final CompiledClasses compiled;
    private final Backtrace backtrace = new Backtrace();

    Evaluator(JShell jshell, CellControl control, CellClasses classes) {
        this.jshell = jshell;
        this.control = control;
        this.classes = classes;
        this.compiled = CompiledClasses.of(jshell);
    }

    /** @param view see {@link JavaShell#run(upft.kernel.cell.CellRequest, UnaryOperator)} */
    ShellResult run(Cell cell, String code, UnaryOperator<Object> view) {
        return new Run(cell, new CellText(code)).run(view);
    }

    /** The state of one run. */
    private final class Run {
        private final Cell cell;
        private final CellText text;
        private final List<DeclarationSnippet> declared = new ArrayList<>();
        private final Casualties casualties;
        private Object value;

        Run(Cell cell, CellText text) {
            this.cell = cell;
            this.text = text;
            this.casualties = new Casualties(jshell, classes);
        }

        ShellResult run(UnaryOperator<Object> view) {
            control.begin(cell);
            List<Piece> pieces = Piece.of(text.code(), jshell.sourceCodeAnalysis());
            Optional<ShellResult> failure = refuseBroken(pieces);
            for (Piece piece : pieces) {
                if (failure.isPresent()) {
                    break;
                }
                failure = evaluate(piece);
            }
            noteLostVariables();
            return failure.orElseGet(() -> done(view));
        }

        private ShellResult done(UnaryOperator<Object> view) {
            noteUnresolved();
            if (value == null) {
                return new ShellResult.Done(Optional.empty());
            }
            Object shown = value;
            CellThread.Ending viewed = control.onCellThread(() -> view.apply(shown));
            if (cell.isInterrupted()) {
                return interrupted(viewed);
            }
            return viewed.thrown() != null
                    ? new ShellResult.Threw(viewed.thrown(), 0)
                    : new ShellResult.Done(Optional.ofNullable(viewed.value()));
        }

        /** A cell that does not parse to its end is not begun. JShell explains what is wrong when asked to run the part. */
        private Optional<ShellResult> refuseBroken(List<Piece> pieces) {
            for (Piece piece : pieces) {
                if (piece.broken() && pieces.size() > 1 && isErroneous(piece)) {
                    return evaluate(piece);
                }
            }
            return Optional.empty();
        }

        private boolean isErroneous(Piece piece) {
            return jshell.sourceCodeAnalysis().sourceToSnippets(piece.source()).stream()
                    .allMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
        }

        private Optional<ShellResult> evaluate(Piece piece) {
            value = null;
            if (cell.isInterrupted()) {
                return Optional.of(new ShellResult.Interrupted(""));
            }
            List<SnippetEvent> events = eventsOf(piece);
            CellThread.Ending ending = control.takeEnding();
            int line = text.line(piece.start());
            events.forEach(event -> backtrace.remember(event.snippet().id(), cell.number(), line));
            noteDeclarations(events);
            casualties.tend(events);
            Optional<ShellResult> failure = outcome(piece, events, ending);
            forget(events);
            return failure;
        }

        private List<SnippetEvent> eventsOf(Piece piece) {
            Optional<String> declaration = piece.broken()
                    ? Optional.empty()
                    : Expression.declaration(text.code().substring(piece.start(), piece.end()));
            if (declaration.isPresent()) {
                List<SnippetEvent> events = jshell.eval(declaration.get());
                if (events.get(0).status() == Status.VALID) {
                    return events;
                }
                forget(events);
            }
            return jshell.eval(piece.source()); // It is no expression, has no value or is wrong, as JShell will say.
        }

        private Optional<ShellResult> outcome(Piece piece, List<SnippetEvent> events, CellThread.Ending ending) {
            if (cell.isInterrupted()) {
                return Optional.of(interrupted(ending));
            }
            for (SnippetEvent event : events) {
                if (event.status() == Status.REJECTED && event.causeSnippet() == null) {
                    return Optional.of(new ShellResult.DoesNotCompile(diagnostics(piece, event.snippet())));
                }
                if (event.exception() != null) {
                    return Optional.of(threw(event, ending));
                }
            }
            if (ending != null && ending.thrown() != null) {
                return Optional.of(new ShellResult.Threw(ending.thrown(), text.line(piece.start())));
            }
            value = ending != null && showsValue(events) ? ending.value() : null;
            return Optional.empty();
        }

        private ShellResult threw(SnippetEvent event, CellThread.Ending ending) {
            Throwable thrown = ending.thrown();
            if (event.exception() instanceof UnresolvedReferenceException unresolved) {
                thrown = new UserException(name(unresolved.getSnippet()) + " uses " + missing(unresolved.getSnippet())
                        + ", which is not defined. Define it and run the cell again.");
            }
            int line = backtrace.rewrite(thrown, event.exception(), cell.number());
            return new ShellResult.Threw(thrown, line);
        }

        private List<Diagnostic> diagnostics(Piece piece, Snippet snippet) {
            return jshell.diagnostics(snippet)
                    .filter(Diag::isError)
                    .map(diag -> text.diagnostic(diag, piece))
                    .toList();
        }

        private boolean showsValue(List<SnippetEvent> events) {
            return hasValue(events.get(events.size() - 1).snippet())
                    || hasValue(events.get(0).snippet());
        }

        /**
         * What no later cell can mention. An expression's value is held by a variable of JShell's, which would be kept for ever
         * and slow every compilation.
         */
        private void forget(List<SnippetEvent> events) {
            Set<String> loaded = classes.takeLoaded();
            boolean passing = true;
            for (SnippetEvent event : events) {
                Snippet snippet = event.snippet();
                if (isTemporary(snippet)) {
                    if (event.status().isActive()) {
                        jshell.drop(snippet);
                    }
                    classes.forgetVariable(((VarSnippet) snippet).name());
                } else {
                    passing &= !snippet.kind().isPersistent();
                }
            }
            if (passing) {
                compiled.forget(loaded);
            }
        }

        private void noteDeclarations(List<SnippetEvent> events) {
            for (SnippetEvent event : events) {
                if (event.causeSnippet() == null
                        && event.snippet() instanceof DeclarationSnippet declaration
                        && !isTemporary(declaration)) {
                    declared.add(declaration);
                }
            }
        }

        private void noteLostVariables() {
            if (!casualties.lost().isEmpty()) {
                cell.output()
                        .stderr("Lost, because a class that they depend on has changed: "
                                + String.join(", ", casualties.lost()) + "\n");
            }
        }

        private void noteUnresolved() {
            for (DeclarationSnippet snippet : declared) {
                Status status = jshell.status(snippet);
                if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
                    cell.output()
                            .stderr(name(snippet) + " cannot be used before " + missing(snippet) + " is defined.\n");
                }
            }
        }

        private String missing(DeclarationSnippet snippet) {
            return jshell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        }
    }

    private static boolean hasValue(Snippet snippet) {
        return WITH_VALUE.contains(snippet.subKind()) || isTemporary(snippet);
    }

    /** Whether a snippet is the variable of an expression's value. */
    static boolean isTemporary(Snippet snippet) {
        return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || snippet instanceof VarSnippet variable && variable.name().equals(Expression.VARIABLE);
    }

    private static String name(DeclarationSnippet snippet) {
        return snippet.kind() == Snippet.Kind.METHOD ? snippet.name() + "()" : snippet.name();
    }

    private static ShellResult interrupted(CellThread.Ending ending) {
        return new ShellResult.Interrupted(
                ending == null || ending.stuck() == null
                        ? ""
                        : "The code would not stop within a second and goes on in the background, in " + ending.stuck()
                                + ". Variables are kept; a restart ends it for certain.");
    }
}
