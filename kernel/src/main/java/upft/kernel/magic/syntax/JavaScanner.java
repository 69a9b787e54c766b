package upft.kernel.magic.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Walks through Java source token by token and knows at each place whether a {@code %} there could be Java's remainder
 * operator. Only as much of the language is known as that takes: comments, literals, brackets, and whether the last token
 * ended a statement or the head of one.
 */
final class JavaScanner {
    /** What the token before the current place allows after it. */
    private enum Before {
        STATEMENT_START,
        ASSIGNMENT,
        OTHER
    }

    /** A bracket that was opened. */
    private enum Open {
        ROUND,
        SQUARE,
        BLOCK,
        /** {@code if (…}: what follows the closing bracket is a statement. */
        STATEMENT_HEAD,
        /** {@code = switch (…} */
        SWITCH_HEAD,
        /** {@code = switch (…) {}: a value, and so an operand of the remainder operator. */
        SWITCH_VALUE;

        boolean holdsStatements() {
            return this == BLOCK || this == SWITCH_VALUE;
        }
    }

    private static final String COMPOUND = "=!<>+-*/%&|^";
    private static final Set<String> HEADS = Set.of("if", "for", "while");
    private static final Set<String> BEFORE_STATEMENT = Set.of("else", "do");
    private static final Set<String> LABELS = Set.of("case", "default");

    private final String code;
    private final TranslatedSource source;
    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private boolean firstOfLine = true;
    private Before before = Before.STATEMENT_START;

    /** What a round bracket would be here, and what a curly one. */
    private Open round = Open.ROUND;

    private Open curly = Open.BLOCK;

    /** Whether a colon would end a label such as {@code outer}, and whether one such as {@code case 1}. */
    private boolean afterName;

    private boolean inCase;

    JavaScanner(String code) {
        this.code = code;
        this.source = TranslatedSource.of(code);
        this.text = source.text();
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The place in the code. */
    int position() {
        return source.toCode(at);
    }

    /** How many brackets are open. */
    int depth() {
        return open.size();
    }

    /** Whether the last token was a plain {@code =}. */
    boolean afterAssignment() {
        return before == Before.ASSIGNMENT;
    }

    /** Whether a {@code %} stands here as the first token of a line where a statement can begin. */
    boolean atMagicStatement() {
        return atPercent() && firstOfLine && before == Before.STATEMENT_START && amongStatements();
    }

    /** Whether a {@code %} stands here right after a plain {@code =}. */
    boolean atMagicValue() {
        return atPercent() && before == Before.ASSIGNMENT && amongStatements();
    }

    /** Steps over a magic that ends there in the code; it counts as a whole statement. */
    void skipMagic(int end) {
        at = source.fromCode(end);
        startStatement();
    }

    /** Steps over one token, comment or white-space character; whether it was a token. */
    boolean skip() {
        char c = text.charAt(at);
        if (isLineEnd(c)) {
            at++;
            firstOfLine = true;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (text.startsWith("//", at)) {
            at = lineEnd();
        } else if (text.startsWith("/*", at)) {
            at = after("*/", at + 2);
        } else {
            skipToken(c);
            return true;
        }
        return false;
    }

    private boolean atPercent() {
        return !atEnd() && code.charAt(position()) == '%';
    }

    /** Not between round or square brackets, where a {@code ;} belongs to a {@code for} and ends nothing. */
    private boolean amongStatements() {
        return open.isEmpty() || open.peek().holdsStatements();
    }

    private void skipToken(char c) {
        firstOfLine = false;
        if (Character.isJavaIdentifierPart(c)) {
            skipWord();
        } else if (text.startsWith("\"\"\"", at)) {
            at = endOfTextBlock(at + 3);
            goOn(Before.OTHER);
        } else if (c == '"' || c == '\'') {
            at = endOfLiteral(c, at + 1);
            goOn(Before.OTHER);
        } else {
            skipSymbol(c);
        }
    }

    private void skipWord() {
        int from = at;
        while (!atEnd() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        boolean first = before == Before.STATEMENT_START;
        if (BEFORE_STATEMENT.contains(word)) {
            startStatement();
            return;
        }
        goOn(Before.OTHER);
        afterName = first;
        inCase |= first && LABELS.contains(word);
        if (HEADS.contains(word)) {
            round = Open.STATEMENT_HEAD;
        } else if (word.equals("switch") && !first) {
            round = Open.SWITCH_HEAD;
        }
    }

    private void skipSymbol(char c) {
        int from = at++;
        switch (c) {
            case '(' -> opened(round, Before.OTHER);
            case '[' -> opened(Open.SQUARE, Before.OTHER);
            case '{' -> opened(curly, Before.STATEMENT_START);
            case ')', ']', '}' -> closed(c);
            case ';' -> startStatement();
            case ':' -> colon();
            case '=' -> equalsSign(from);
            case '>' -> {
                inCase &= from == 0 || text.charAt(from - 1) != '-';
                goOn(Before.OTHER);
            }
            default -> goOn(Before.OTHER);
        }
    }

    private void opened(Open bracket, Before next) {
        open.push(bracket);
        if (next == Before.STATEMENT_START) {
            startStatement();
        } else {
            goOn(next);
        }
    }

    private void closed(char bracket) {
        Open was = open.poll();
        if (was == Open.STATEMENT_HEAD || bracket == '}' && was != Open.SWITCH_VALUE) {
            startStatement();
            return;
        }
        goOn(Before.OTHER);
        curly = was == Open.SWITCH_HEAD ? Open.SWITCH_VALUE : Open.BLOCK;
    }

    private void colon() {
        boolean reference = text.startsWith(":", at);
        if (!reference && (afterName || inCase) && amongStatements()) {
            startStatement();
        } else {
            at += reference ? 1 : 0;
            goOn(Before.OTHER);
        }
    }

    private void equalsSign(int from) {
        boolean comparison = text.startsWith("=", at);
        boolean plain = !comparison && (from == 0 || COMPOUND.indexOf(text.charAt(from - 1)) < 0);
        at += comparison ? 1 : 0;
        goOn(plain ? Before.ASSIGNMENT : Before.OTHER);
    }

    private void startStatement() {
        goOn(Before.STATEMENT_START);
        inCase = false;
    }

    private void goOn(Before next) {
        before = next;
        round = Open.ROUND;
        curly = Open.BLOCK;
        afterName = false;
    }

    private int lineEnd() {
        int end = at;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private int endOfTextBlock(int from) {
        int i = from;
        while (i < text.length() && !text.startsWith("\"\"\"", i)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 3, text.length());
    }

    /** The end of a string or character literal; one that is not closed ends with its line, as for javac. */
    private int endOfLiteral(char quote, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != quote && !isLineEnd(text.charAt(i))) {
            boolean escape = text.charAt(i) == '\\' && i + 1 < text.length() && !isLineEnd(text.charAt(i + 1));
            i += escape ? 2 : 1;
        }
        return i < text.length() && text.charAt(i) == quote ? i + 1 : i;
    }

    private int after(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }
}
