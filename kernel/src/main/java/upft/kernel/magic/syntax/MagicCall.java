package upft.kernel.magic.syntax;

/**
 * A magic as it stands in a cell. Offsets count Java characters of the cell.
 *
 * @param name the word after the {@code %}, without it; empty if nothing follows
 * @param arguments the rest of the line, as written
 * @param start offset of the {@code %}
 * @param end offset just after the last character that belongs to the magic; of a cell magic, to its first line
 * @param line line of the cell, from 1
 * @param depth how many brackets are open around it
 * @param form where it stands
 */
public record MagicCall(String name, String arguments, int start, int end, int line, int depth, Form form) {
    /** Where in a cell a magic stands. */
    public enum Form {
        /** On a line of its own. */
        STATEMENT,
        /** Right of an {@code =}. */
        VALUE,
        /** {@code %%name} at a cell's start: the rest of the cell is the magic's body. */
        CELL,
        /** {@code %%name} elsewhere, which is a mistake. */
        STRAY
    }

    /** Offset where the arguments begin. */
    public int argumentsStart() {
        return end - arguments.length();
    }

    /** Whether a cursor at this offset is in this magic or at its end. */
    public boolean touches(int offset) {
        return start < offset && offset <= end;
    }

    /** Of a cell magic, the lines of its cell that follow the first. */
    public String body(String cell) {
        return cell.substring(bodyStart(cell));
    }

    /** Of a cell magic, the offset where the body begins; the cell's length if it has none. */
    public int bodyStart(String cell) {
        int at = end;
        if (at < cell.length() && cell.charAt(at) == '\r') {
            at++;
        }
        return at < cell.length() && cell.charAt(at) == '\n' ? at + 1 : at;
    }

    /** This call in another form. */
    public MagicCall as(Form other) {
        return new MagicCall(name, arguments, start, end, line, depth, other);
    }

    /** This call in a longer text, where {@code places} characters stand before it, on that line. */
    public MagicCall shifted(int places, int inLine) {
        return new MagicCall(name, arguments, start + places, end + places, inLine, depth, form);
    }
}
