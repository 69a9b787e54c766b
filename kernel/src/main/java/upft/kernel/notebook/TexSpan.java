package upft.kernel.notebook;

import java.util.Set;
import org.commonmark.node.Code;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * A formula {@code $…$} or {@code $$…$$} in Markdown, taken as code, so that its underscores and asterisks stay what they
 * are. As in Pandoc, a single dollar opens a formula only before a non-space and closes it only after one and not before a
 * digit: prices stay text.
 */
final class TexSpan implements InlineContentParser {
    private static final char DOLLAR = '$';

    /** Makes the parser for each dollar sign. */
    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of(DOLLAR);
        }

        @Override
        public InlineContentParser create() {
            return new TexSpan();
        }
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        Position start = scanner.position();
        int dollars = scanner.matchMultiple(DOLLAR);
        if (dollars > 2 || dollars == 1 && isSpace(scanner.peek())) {
            return ParsedInline.none();
        }
        while (scanner.find(DOLLAR) >= 0) {
            boolean afterSpace = isSpace((char) scanner.peekPreviousCodePoint());
            int closing = scanner.matchMultiple(DOLLAR);
            boolean beforeDigit = Character.isDigit(scanner.peek());
            if (closing == dollars && (dollars == 2 || !afterSpace && !beforeDigit)) {
                Code code =
                        new Code(scanner.getSource(start, scanner.position()).getContent());
                return ParsedInline.of(code, scanner.position());
            }
        }
        return ParsedInline.none();
    }

    private static boolean isSpace(char c) {
        return c == Scanner.END || Character.isWhitespace(c);
    }
}
