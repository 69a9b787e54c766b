package upft.kernel.magic.syntax;

import java.util.ArrayList;
import java.util.List;
import upft.io.UserException;

/**
 * Splits the rest of a magic's line into words, much as a shell does: at white space, quotes keep words together. A
 * backslash stands for itself (so that Windows paths can be written), except before a quote or white space, which it makes an
 * ordinary character; between single quotes nothing is special. A {@code //} at the start of a word begins a comment, and
 * one {@code ;} at the end of the line is dropped.
 */
public final class Words {
    private final String text;
    private final List<Word> words = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    private char quote;

    /**
     * A word.
     *
     * @param text without its quotes
     * @param start offset in the split text, quotes included
     * @param end offset just after it
     */
    public record Word(String text, int start, int end) {}

    private Words(String text) {
        this.text = text;
    }

    /**
     * The words of a line.
     *
     * @throws UserException if a quote is not closed
     */
    public static List<String> split(String text) {
        Words words = new Words(text);
        words.read();
        if (words.quote != 0) {
            throw new UserException("The quote " + words.quote + " is not closed: " + text.strip()
                    + ". Add the closing " + words.quote + ".");
        }
        return words.words.stream().map(Word::text).toList();
    }

    /** The words up to a cursor, with their places; an open quote is taken as closed. The last may still be growing. */
    public static List<Word> upTo(String text, int cursor) {
        Words words = new Words(text.substring(0, cursor));
        words.read();
        return List.copyOf(words.words);
    }

    private void read() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i = readQuoted(c, i);
            } else if (Character.isWhitespace(c)) {
                endWord(i);
            } else if (wordStart < 0 && text.startsWith("//", i) || endsLine(i)) {
                endWord(i);
                return;
            } else {
                i = readPlain(c, i);
            }
        }
        endWord(text.length());
    }

    private boolean endsLine(int i) {
        String rest = text.substring(i + 1).stripLeading();
        return text.charAt(i) == ';' && (rest.isEmpty() || rest.startsWith("//"));
    }

    private int readQuoted(char c, int i) {
        boolean escapedQuote = quote == '"' && c == '\\' && text.startsWith("\"", i + 1);
        if (escapedQuote) {
            word.append('"');
            return i + 1;
        }
        if (c == quote) {
            quote = 0;
        } else {
            word.append(c);
        }
        return i;
    }

    private int readPlain(char c, int i) {
        wordStart = wordStart < 0 ? i : wordStart;
        if (c == '"' || c == '\'') {
            quote = c;
            return i;
        }
        boolean escapes = c == '\\' && i + 1 < text.length() && isSpecial(text.charAt(i + 1));
        word.append(escapes ? text.charAt(i + 1) : c);
        return escapes ? i + 1 : i;
    }

    private static boolean isSpecial(char c) {
        return c == '"' || c == '\'' || Character.isWhitespace(c);
    }

    private void endWord(int end) {
        if (wordStart >= 0) {
            words.add(new Word(word.toString(), wordStart, end));
            word = new StringBuilder();
            wordStart = -1;
        }
    }
}
