package upft.kernel.magic.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import upft.kernel.magic.syntax.MagicCall.Form;

/**
 * Finds the magics of a cell and leaves Java's own {@code %} alone.
 *
 * <p>A magic begins with {@code %} where Java's remainder operator cannot stand: as the first thing of a line at the start
 * of a statement (at the cell's start, after {@code ;}, an opening or closing brace, a label, {@code else}, {@code do}, the
 * head of an {@code if}, {@code for} or {@code while}, or another magic); or right after a plain {@code =}. It reaches to
 * the end of the line. {@code %%name} at the very start of a cell is a cell magic.
 */
public final class MagicParser {
    private MagicParser() {}

    /** The cell magic that this cell is, if it is one. */
    public static Optional<MagicCall> cellMagic(String code) {
        int start = code.length() - code.stripLeading().length();
        return code.startsWith("%%", start) ? Optional.of(call(code, start, 0, Form.CELL)) : Optional.empty();
    }

    /** The magics of {@code code}, in order; of a cell magic's cell that alone. */
    public static List<MagicCall> parse(String code) {
        return cellMagic(code).map(List::of).orElseGet(() -> lineMagics(code, 0));
    }

    /** The magics that stand in Java from {@code from} on. */
    public static List<MagicCall> lineMagics(String code, int from) {
        List<MagicCall> calls = new ArrayList<>();
        JavaScanner scanner = new JavaScanner(code.substring(from));
        while (!scanner.atEnd()) {
            int start = from + scanner.position();
            if (scanner.atMagicStatement()) {
                boolean stray = code.startsWith("%%", start);
                calls.add(call(code, start, scanner.depth(), stray ? Form.STRAY : Form.STATEMENT));
            } else if (scanner.atMagicValue()) {
                calls.add(call(code, start, scanner.depth(), Form.VALUE));
            } else {
                scanner.skip();
                continue;
            }
            scanner.skipMagic(calls.get(calls.size() - 1).end() - from);
        }
        return calls;
    }

    private static MagicCall call(String code, int start, int depth, Form form) {
        int end = start;
        while (end < code.length() && code.charAt(end) != '\n' && code.charAt(end) != '\r') {
            end++;
        }
        int nameStart = Math.min(start + (form == Form.CELL || form == Form.STRAY ? 2 : 1), end);
        int nameEnd = nameStart;
        while (nameEnd < end && isNamePart(code.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = code.substring(nameStart, nameEnd);
        return new MagicCall(name, code.substring(nameEnd, end), start, end, line(code, start), depth, form);
    }

    /** Whether a magic could be called this. */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isNamePart((char) c));
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static int line(String code, int offset) {
        return 1
                + (int) code.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
