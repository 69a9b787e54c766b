package upft.kernel.magic.syntax;

import java.util.OptionalInt;

/**
 * The parts of a statement that a magic has on its line, as offsets within the line.
 *
 * @param start of its first token
 * @param end just after its last token, a closing semicolon left out; {@code start} if there is none
 * @param value after the first plain {@code =} that is between no brackets
 * @param first its first token
 * @param whole whether it is one statement, with all brackets closed
 */
public record JavaLine(int start, int end, OptionalInt value, String first, boolean whole) {
    /** Looks at a statement. */
    public static JavaLine of(String line) {
        JavaScanner scanner = new JavaScanner(line);
        int start = -1;
        int end = 0;
        boolean closed = false;
        boolean several = false;
        String first = "";
        OptionalInt value = OptionalInt.empty();
        while (!scanner.atEnd()) {
            int from = scanner.position();
            if (!scanner.skip()) {
                continue;
            }
            if (start < 0) {
                start = from;
                first = line.substring(from, scanner.position());
            }
            if (scanner.depth() == 0 && value.isEmpty() && scanner.afterAssignment()) {
                value = OptionalInt.of(scanner.position());
            }
            several |= closed;
            closed = scanner.depth() == 0 && line.startsWith(";", from);
            end = closed ? end : scanner.position();
        }
        boolean whole = scanner.depth() == 0 && !several;
        return new JavaLine(Math.max(start, 0), Math.max(start, end), value, first, whole);
    }

    /** Whether there is no statement. */
    public boolean isEmpty() {
        return end <= start;
    }
}
