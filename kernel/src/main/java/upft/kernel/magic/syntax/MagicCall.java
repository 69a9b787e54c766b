package upft.kernel.magic.syntax;

/**
 * A magic as it stands in a cell. Offsets count Java characters of the cell.
 *
 * @param name the word after the {@code %}, without it; empty if nothing follows
 * @param arguments the rest of the line, as written
 * @param start offset of the {@code %}
 * @param end offset just after the last character that belongs to the magic
 * @param line line of the cell, from 1
 * @param form whether the magic is a statement or the value of an assignment
 */
public record MagicCall(String name, String arguments, int start, int end, int line, Form form) {
    /** Where in a cell a magic stands. */
    public enum Form {
        /** On a line of its own. */
        STATEMENT,
        /** Right of an {@code =}. */
        VALUE,
        /** {@code %%name} at a cell's start: the rest of the cell is the magic's body. */
        CELL
    }

    /** Offset where the arguments begin. */
    public int argumentsStart() {
        return end - arguments.length();
    }

    /** Whether a cursor at this offset is in this magic or at its end. */
    public boolean touches(int offset) {
        return start < offset && offset <= end;
    }
}
