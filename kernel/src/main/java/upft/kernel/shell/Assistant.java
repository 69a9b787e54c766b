package upft.kernel.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import upft.kernel.cell.Interpreter.Completeness;
import upft.kernel.cell.Interpreter.Completions;

/** Helps while a cell is being written: is it complete, how could it go on, what is this. */
final class Assistant {
    private final SourceCodeAnalysis analysis;

    Assistant(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completeness completeness(String code) {
        List<Piece> pieces = Piece.of(code, analysis);
        if (pieces.stream().anyMatch(piece -> piece.form() == SourceCodeAnalysis.Completeness.UNKNOWN)) {
            return Completeness.INVALID;
        }
        return pieces.stream().allMatch(piece -> piece.form().isComplete())
                ? Completeness.COMPLETE
                : Completeness.INCOMPLETE;
    }

    Completions complete(String code, int cursor) {
        for (Context context : contexts(code, cursor)) {
            int[] anchor = {0};
            List<Suggestion> suggestions = analysis.completionSuggestions(
                    context.text(), context.text().length(), anchor);
            if (!suggestions.isEmpty()) {
                return new Completions(context.placeInCell(anchor[0]), cursor, candidates(suggestions));
            }
        }
        return new Completions(cursor, cursor, List.of());
    }

    /** What is known of the name at the cursor; behind the end of a call, of the method called. */
    Optional<String> inspect(String code, int cursor) {
        int end = endOfName(code, behindName(code, cursor));
        boolean named = end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1));
        Optional<String> asMethod = named ? document(code.substring(0, end) + "(", end + 1) : Optional.empty();
        return asMethod.isPresent() ? asMethod : document(code, end);
    }

    private static int behindName(String code, int cursor) {
        int at = cursor;
        while (at > 0 && (Character.isWhitespace(code.charAt(at - 1)) || code.charAt(at - 1) == ';')) {
            at--;
        }
        if (at == 0 || code.charAt(at - 1) != ')') {
            return cursor;
        }
        int open = 1;
        for (at--; at > 0 && open > 0; at--) {
            open += code.charAt(at - 1) == ')' ? 1 : code.charAt(at - 1) == '(' ? -1 : 0;
        }
        return open == 0 ? at : cursor;
    }

    private Optional<String> document(String code, int cursor) {
        for (Context context : contexts(code, cursor)) {
            List<Documentation> found =
                    analysis.documentation(context.text(), context.text().length(), true);
            if (!found.isEmpty()) {
                return Optional.of(found.stream().map(Assistant::describe).collect(Collectors.joining("\n\n")));
            }
        }
        return Optional.empty();
    }

    private static String describe(Documentation documentation) {
        String text = documentation.javadoc();
        return text == null || text.isBlank()
                ? documentation.signature()
                : documentation.signature() + "\n" + text.strip();
    }

    /** Those that fit the expected type come first; JShell gives each a place of its own where it knows the type. */
    private static List<String> candidates(List<Suggestion> suggestions) {
        return suggestions.stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    /**
     * The texts to ask JShell about, best first. It looks at one piece only, so the piece with the cursor is asked about as
     * the end of a block that holds the statements before it, whose variables it then knows; else by itself.
     */
    private List<Context> contexts(String code, int cursor) {
        String text = code.substring(0, cursor);
        List<Piece> pieces = Piece.of(text, analysis);
        boolean onNewPiece = pieces.isEmpty() || pieces.get(pieces.size() - 1).end() < cursor;
        int before = onNewPiece ? pieces.size() : pieces.size() - 1;
        int start = before == 0 ? 0 : pieces.get(before - 1).end();
        String tail = text.substring(start);
        String statements = pieces.stream()
                .limit(before)
                .filter(this::mayStandInBlock)
                .map(Piece::source)
                .collect(Collectors.joining());
        Context alone = new Context("", tail, start);
        return statements.isEmpty() ? List.of(alone) : List.of(new Context("{" + statements, tail, start), alone);
    }

    private boolean mayStandInBlock(Piece piece) {
        return analysis.sourceToSnippets(piece.source()).stream()
                .allMatch(snippet -> snippet.kind() == Snippet.Kind.VAR
                        || snippet.kind() == Snippet.Kind.STATEMENT
                        || snippet.kind() == Snippet.Kind.EXPRESSION);
    }

    /** @param tail the text of the cell from {@code start} to the cursor, after {@code head}, which is put before it */
    private record Context(String head, String tail, int start) {
        String text() {
            return head + tail;
        }

        int placeInCell(int placeInText) {
            return start + placeInText - head.length();
        }
    }
}
