package upft.kernel.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jshell.JShellException;

/** Makes the stack traces of exceptions speak of cells and their lines, where the JVM knows generated classes. */
final class Backtrace {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(do_it\\$)?(.*)\\$\\d+");

    private final Map<String, Origin> origins = new HashMap<>();

    /** Where a snippet's text began. */
    private record Origin(int cell, int line) {}

    /** Remembers that a snippet's text began on this line of this cell. */
    void remember(String snippetId, int cell, int line) {
        origins.put(snippetId, new Origin(cell, line));
    }

    /**
     * Rewrites the stack trace of {@code thrown} and of its causes: frames of cells get file name "cell" and the line in
     * the cell ("earlier cell" for other cells than this), and everything below the cell's own first frame is cut.
     *
     * @param translated the same exception as JShell sees it
     * @return the line of {@code cell} where it was thrown or passed through, from 1; 0 if unknown
     */
    int rewrite(Throwable thrown, JShellException translated, int cell) {
        List<StackTraceElement> frames = new ArrayList<>();
        int line = 0;
        for (StackTraceElement frame : translated.getStackTrace()) {
            Origin origin = origin(frame);
            frames.add(origin == null ? frame : inCell(frame, origin, cell));
            if (line == 0 && origin != null && origin.cell() == cell) {
                line = origin.line() + frame.getLineNumber() - 1;
            }
        }
        thrown.setStackTrace(frames.toArray(StackTraceElement[]::new));
        if (thrown.getCause() != null && translated.getCause() instanceof JShellException cause) {
            int causeLine = rewrite(thrown.getCause(), cause, cell);
            return line != 0 ? line : causeLine;
        }
        return line;
    }

    private Origin origin(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
    }

    private static StackTraceElement inCell(StackTraceElement frame, Origin origin, int cell) {
        String type = frame.getClassName().isEmpty() ? "Cell" : frame.getClassName();
        String method = frame.getMethodName().isEmpty() ? "main" : frame.getMethodName();
        return new StackTraceElement(
                type,
                LAMBDA.matcher(method).replaceFirst("lambda"),
                origin.cell() == cell ? "cell" : "earlier cell",
                origin.line() + frame.getLineNumber() - 1);
    }
}
