package upft.kernel.magic.syntax;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks through Java source token by token and knows at each place whether a {@code %} there could be Java's remainder
 * operator. Only as much of the language is known as that takes: comments, literals, brackets, and whether the last token
 * ended a statement.
 */
final class JavaScanner {
    /** What the token before the current place allows after it. */
    private enum Before {
        STATEMENT_END,
        ASSIGNMENT,
        OTHER
    }

    private static final String COMPOUND = "=!<>+-*/%&|^";

    private final String code;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private Before before = Before.STATEMENT_END;
    private boolean firstOfLine = true;

    JavaScanner(String code) {
        this.code = code;
    }

    boolean atEnd() {
        return at >= code.length();
    }

    int position() {
        return at;
    }

    /** Whether a {@code %} stands here as the first token of a line where a statement can begin. */
    boolean atMagicStatement() {
        return code.startsWith("%", at) && firstOfLine && before == Before.STATEMENT_END && inBlock();
    }

    /** Whether a {@code %} stands here right after a plain {@code =}. */
    boolean atMagicValue() {
        return code.startsWith("%", at) && before == Before.ASSIGNMENT && inBlock();
    }

    /** The offset where the current line ends, before its line break. */
    int lineEnd() {
        int end = at;
        while (end < code.length() && code.charAt(end) != '\n' && code.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Steps over a magic, which takes the rest of its line and counts as a whole statement. */
    void skipLine() {
        at = lineEnd();
        before = Before.STATEMENT_END;
    }

    /** Steps over one token, comment or white-space character. */
    void skip() {
        char c = code.charAt(at);
        if (c == '\n' || c == '\r') {
            at++;
            firstOfLine = true;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (code.startsWith("//", at)) {
            at = lineEnd();
        } else if (code.startsWith("/*", at)) {
            at = after("*/", at + 2);
        } else {
            skipToken(c);
        }
    }

    private void skipToken(char c) {
        firstOfLine = false;
        Before next = Before.OTHER;
        if (code.startsWith("\"\"\"", at)) {
            at = endOfTextBlock(at + 3);
        } else if (c == '"' || c == '\'') {
            at = endOfLiteral(c, at + 1);
        } else if (Character.isJavaIdentifierPart(c)) {
            while (!atEnd() && Character.isJavaIdentifierPart(code.charAt(at))) {
                at++;
            }
        } else {
            next = skipSymbol(c);
        }
        before = next;
    }

    private Before skipSymbol(char c) {
        int from = at++;
        switch (c) {
            case '(', '[', '{' -> open.push(c);
            case ')', ']', '}' -> open.poll();
            default -> {}
        }
        if (c == ';' || c == '{' || c == '}') {
            return Before.STATEMENT_END;
        }
        if (c == '=' && code.startsWith("=", at)) {
            at++;
            return Before.OTHER;
        }
        boolean plainAssignment = c == '=' && (from == 0 || COMPOUND.indexOf(code.charAt(from - 1)) < 0);
        return plainAssignment ? Before.ASSIGNMENT : Before.OTHER;
    }

    /** Not between round or square brackets, where a {@code ;} belongs to a {@code for} and ends nothing. */
    private boolean inBlock() {
        return open.isEmpty() || open.peek() == '{';
    }

    private int endOfTextBlock(int from) {
        int i = from;
        while (i < code.length() && !code.startsWith("\"\"\"", i)) {
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 3, code.length());
    }

    /** The end of a string or character literal; one that is not closed ends with its line, as for javac. */
    private int endOfLiteral(char quote, int from) {
        int i = from;
        while (i < code.length() && code.charAt(i) != quote && code.charAt(i) != '\n') {
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        boolean closed = i < code.length() && code.charAt(i) == quote;
        return Math.min(closed ? i + 1 : i, code.length());
    }

    private int after(String end, int from) {
        int found = code.indexOf(end, from);
        return found < 0 ? code.length() : found + end.length();
    }
}
