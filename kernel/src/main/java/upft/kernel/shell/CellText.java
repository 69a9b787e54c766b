package upft.kernel.shell;

import java.util.regex.Pattern;
import jdk.jshell.Diag;
import upft.kernel.shell.ShellResult.Diagnostic;

/** The text of a cell, to turn offsets into lines and columns, both from 1. */
record CellText(String code) {
    /** What JShell leaves of the compiler's line on a class of its own. */
    private static final Pattern NOWHERE = Pattern.compile("\\R\\s*location: class\\s*$");

    int line(int offset) {
        return 1
                + (int) code.substring(0, within(offset))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    int column(int offset) {
        return within(offset) - code.lastIndexOf('\n', within(offset) - 1);
    }

    /** A compiler message about a piece of this cell. */
    Diagnostic diagnostic(Diag diag, Piece piece) {
        long from = diag.getStartPosition() == Diag.NOPOS ? 0 : diag.getStartPosition();
        long to = diag.getEndPosition() == Diag.NOPOS ? from : diag.getEndPosition();
        int start = within(piece.start() + (int) from);
        int length = Math.max(1, (int) (to - from));
        String message = NOWHERE.matcher(diag.getMessage(null)).replaceFirst("");
        return new Diagnostic(message, line(start), column(start), length);
    }

    private int within(int offset) {
        return Math.max(0, Math.min(offset, code.length()));
    }
}
