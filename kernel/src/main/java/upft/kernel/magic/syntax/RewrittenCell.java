package upft.kernel.magic.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell in which some places are replaced by Java, with the way back from places in the Java to places in the cell. A
 * magic is replaced within its line, so line numbers stay as they are.
 */
public final class RewrittenCell {
    /** Java in the place of the cell's characters from {@code start} (inclusive) to {@code end} (exclusive). */
    public record Edit(int start, int end, String java) {}

    /** Where the Java of an edit is. */
    private record Piece(Edit edit, int start) {
        int end() {
            return start + edit.java().length();
        }

        /** How much further on in the Java than in the cell everything after it is. */
        int shift() {
            return end() - edit.end();
        }
    }

    private final String java;
    private final List<Piece> pieces;

    private RewrittenCell(String java, List<Piece> pieces) {
        this.java = java;
        this.pieces = pieces;
    }

    /** Makes the cell's edits, which stand in order and do not overlap. */
    public static RewrittenCell of(String cell, List<Edit> edits) {
        StringBuilder java = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        int copied = 0;
        for (Edit edit : edits) {
            java.append(cell, copied, edit.start());
            pieces.add(new Piece(edit, java.length()));
            java.append(edit.java());
            copied = edit.end();
        }
        java.append(cell, copied, cell.length());
        return new RewrittenCell(java.toString(), List.copyOf(pieces));
    }

    /** The Java code. */
    public String java() {
        return java;
    }

    /** Whether something else stands in the Java for what is at a place in the cell. */
    public boolean replaces(int cellOffset) {
        return pieces.stream().map(Piece::edit).anyMatch(edit -> edit.start() <= cellOffset && cellOffset < edit.end());
    }

    /** The place in the Java code of a place in the cell that is not replaced. */
    public int toJava(int cellOffset) {
        int shift = 0;
        for (Piece piece : pieces) {
            if (piece.edit().end() <= cellOffset) {
                shift = piece.shift();
            }
        }
        return cellOffset + shift;
    }

    /** The place in the cell of a place in the Java code; all of an edit's Java is at the start of what it replaces. */
    public int toCell(int javaOffset) {
        int shift = 0;
        for (Piece piece : pieces) {
            if (piece.start() <= javaOffset && javaOffset < piece.end()) {
                return piece.edit().start();
            }
            if (piece.end() <= javaOffset) {
                shift = piece.shift();
            }
        }
        return javaOffset - shift;
    }
}
