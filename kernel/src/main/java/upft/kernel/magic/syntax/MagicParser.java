package upft.kernel.magic.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the magics of a cell and leaves Java's own {@code %} alone.
 *
 * <p>A magic begins with {@code %} where Java's remainder operator cannot stand: as the first thing of a line at the start
 * of a statement, that is at the cell's start or after {@code ;}, an opening or closing brace or another magic; or right
 * after a plain {@code =}. It reaches to the end of the line. {@code %%name} at the very start of a cell is a cell magic.
 */
public final class MagicParser {
    private MagicParser() {}

    /** The magics of {@code code}, in order. */
    public static List<MagicCall> parse(String code) {
        List<MagicCall> calls = new ArrayList<>();
        if (code.stripLeading().startsWith("%%")) {
            calls.add(call(code, code.indexOf("%%"), MagicCall.Form.CELL));
            return calls;
        }
        JavaScanner scanner = new JavaScanner(code);
        while (!scanner.atEnd()) {
            if (scanner.atMagicStatement()) {
                calls.add(call(code, scanner.position(), MagicCall.Form.STATEMENT));
                scanner.skipLine();
            } else if (scanner.atMagicValue()) {
                calls.add(call(code, scanner.position(), MagicCall.Form.VALUE));
                scanner.skipLine();
            } else {
                scanner.skip();
            }
        }
        return calls;
    }

    private static MagicCall call(String code, int start, MagicCall.Form form) {
        int end = start;
        while (end < code.length() && code.charAt(end) != '\n' && code.charAt(end) != '\r') {
            end++;
        }
        int nameStart = start + (form == MagicCall.Form.CELL ? 2 : 1);
        int nameEnd = Math.min(nameStart, end);
        while (nameEnd < end && isNamePart(code.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = code.substring(Math.min(nameStart, end), nameEnd);
        return new MagicCall(name, code.substring(nameEnd, end), start, end, line(code, start), form);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static int line(String code, int offset) {
        return 1
                + (int) code.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
