package upft.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One statement, declaration, import or expression of a cell.
 *
 * @param source as JShell takes it: the text of the cell from {@code start} on, maybe with a semicolon added
 * @param start its first character's place in the cell; never white space, since JShell miscounts the lines of a source
 *     that begins with an empty one
 * @param end the place after its last character
 * @param form what JShell says of its completeness
 */
record Piece(String source, int start, int end, SourceCodeAnalysis.Completeness form) {
    /** Cuts a cell into its pieces; comments between them belong to the piece that follows. */
    static List<Piece> of(String code, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        int at = skipWhiteSpace(code, 0);
        while (at < code.length()) {
            String rest = code.substring(at);
            CompletionInfo info = analysis.analyzeCompletion(rest);
            boolean more = info.completeness() == SourceCodeAnalysis.Completeness.COMPLETE;
            int end = more ? code.length() - info.remaining().length() : code.length();
            if (info.completeness() != SourceCodeAnalysis.Completeness.EMPTY) {
                pieces.add(new Piece(info.source() == null ? rest : info.source(), at, end, info.completeness()));
            }
            at = skipWhiteSpace(code, Math.max(end, at + 1));
        }
        return pieces;
    }

    /** Whether it cannot be run as it is, whatever has been declared before it. */
    boolean broken() {
        return form == SourceCodeAnalysis.Completeness.UNKNOWN
                || form == SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE;
    }

    private static int skipWhiteSpace(String code, int from) {
        int at = from;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        return at;
    }
}
