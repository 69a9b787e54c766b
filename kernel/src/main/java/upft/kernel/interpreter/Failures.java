package upft.kernel.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.UserException;
import upft.kernel.cell.CellOutcome.Failed;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.syntax.RewrittenCell;
import upft.kernel.shell.JavaShell;
import upft.kernel.shell.ShellResult.Diagnostic;

/** Says what went wrong in a cell, each kind of failure in its own way, with the cell's own lines. */
final class Failures {
    private static final Pattern REMAINDER = Pattern.compile("%([A-Za-z]+)\\b");
    private static final int SHOWN_FRAMES = 20;

    private final MagicRegistry registry;

    Failures(MagicRegistry registry) {
        this.registry = registry;
    }

    /** The cell does not compile: each message with its line and a mark under the place. */
    Failed compilation(Source source, RewrittenCell rewritten, List<Diagnostic> diagnostics) {
        SourceLines lines = new SourceLines(source);
        List<String> traceback = new ArrayList<>();
        for (Diagnostic each : diagnostics) {
            traceback.addAll(shown(inCell(each, lines, rewritten), lines, rewritten));
        }
        String first = diagnostics.isEmpty()
                ? "The cell does not compile."
                : oneLine(diagnostics.get(0).message());
        return new Failed("CompilationError", first, traceback);
    }

    /** Something a user can put right: the message alone, and the line if there are several. */
    Failed userError(Source source, UserException e, int line) {
        SourceLines lines = new SourceLines(source);
        List<String> traceback = new ArrayList<>();
        e.getMessage().lines().forEach(text -> traceback.add(traceback.isEmpty() ? Ansi.error(text) : text));
        if ((lines.several() || !source.isCell()) && lines.has(line)) {
            traceback.add(lines.shown(line));
        }
        return new Failed("UserError", oneLine(e.getMessage()), traceback);
    }

    /** Any other exception, with its stack. */
    Failed thrown(Source source, Throwable thrown, int line) {
        SourceLines lines = new SourceLines(source);
        List<String> traceback = new ArrayList<>();
        traceback.add(Ansi.error(head(thrown)));
        if (lines.has(line)) {
            traceback.add(lines.shown(line));
        }
        addStack(thrown, source, traceback);
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            traceback.add("Caused by: " + head(cause));
            addStack(cause, source, traceback);
        }
        return new Failed(
                JavaShell.readable(thrown.getClass().getName()),
                oneLine(JavaShell.readable(String.valueOf(thrown.getMessage()))),
                traceback);
    }

    /** The cell was stopped. */
    Failed interrupted(String note) {
        List<String> traceback = new ArrayList<>(List.of(Ansi.error("Interrupted")));
        if (!note.isEmpty()) {
            traceback.add(note);
        }
        return new Failed("Interrupted", note.isEmpty() ? "The cell was interrupted." : oneLine(note), traceback);
    }

    private static Diagnostic inCell(Diagnostic inJava, SourceLines cell, RewrittenCell rewritten) {
        SourceLines java = new SourceLines(Source.cell(rewritten.java()));
        int start = rewritten.toCell(java.offset(inJava.line(), inJava.column()));
        int end = rewritten.toCell(java.offset(inJava.line(), inJava.column()) + inJava.length());
        return new Diagnostic(inJava.message(), cell.line(start), cell.column(start), Math.max(1, end - start));
    }

    private List<String> shown(Diagnostic diagnostic, SourceLines lines, RewrittenCell rewritten) {
        List<String> shown = new ArrayList<>();
        diagnostic.message().lines().forEach(text -> shown.add(shown.isEmpty() ? Ansi.error(text) : text));
        shown.add(lines.shown(diagnostic.line()));
        shown.add(lines.carets(diagnostic.line(), diagnostic.column(), diagnostic.length()));
        Matcher remainder = REMAINDER.matcher(lines.text(diagnostic.line()));
        if (remainder.find()
                && !rewritten.replaces(lines.offset(diagnostic.line(), remainder.start() + 1))
                && registry.lines().has(remainder.group(1))) {
            shown.add("If " + remainder.group()
                    + " is meant as a magic: it begins a line of its own, after a ; or a brace,"
                    + " or stands right of an =. Here it is Java's remainder operator.");
        }
        return shown;
    }

    private static String head(Throwable thrown) {
        String message = thrown.getMessage();
        return JavaShell.readable(thrown.getClass().getName() + (message == null ? "" : ": " + message));
    }

    private static void addStack(Throwable thrown, Source source, List<String> traceback) {
        StackTraceElement[] stack = thrown.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, SHOWN_FRAMES); i++) {
            traceback.add("    at " + named(stack[i], source));
        }
        if (stack.length > SHOWN_FRAMES) {
            traceback.add("    … " + (stack.length - SHOWN_FRAMES) + " more");
        }
    }

    /** To the shell, what it runs is a cell. */
    private static StackTraceElement named(StackTraceElement frame, Source source) {
        return Source.CELL.equals(frame.getFileName())
                ? new StackTraceElement(
                        frame.getClassName(), frame.getMethodName(), source.name(), frame.getLineNumber())
                : frame;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
