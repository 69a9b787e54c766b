package upft.kernel.magic.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A cell whose magics are replaced by Java, with the way back from places in the Java to places in the cell. A magic is
 * replaced within its line, so line numbers stay as they are.
 */
public final class RewrittenCell {
    /** One replacement: {@code length} characters of Java from {@code start} stand for the magic. */
    private record Piece(MagicCall call, int start, int length) {
        int end() {
            return start + length;
        }
    }

    private final String java;
    private final List<Piece> pieces;

    private RewrittenCell(String java, List<Piece> pieces) {
        this.java = java;
        this.pieces = pieces;
    }

    /** Replaces each of the cell's {@code calls} by what {@code replacement} makes of it: one line of Java. */
    public static RewrittenCell of(String cell, List<MagicCall> calls, Function<MagicCall, String> replacement) {
        StringBuilder java = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        int copied = 0;
        for (MagicCall call : calls) {
            java.append(cell, copied, call.start());
            String code = replacement.apply(call);
            pieces.add(new Piece(call, java.length(), code.length()));
            java.append(code);
            copied = call.end();
        }
        java.append(cell, copied, cell.length());
        return new RewrittenCell(java.toString(), List.copyOf(pieces));
    }

    /** The Java code. */
    public String java() {
        return java;
    }

    /** The place in the Java code of a place in the cell that is in no magic. */
    public int toJava(int cellOffset) {
        int shift = 0;
        for (Piece piece : pieces) {
            if (piece.call().end() <= cellOffset) {
                shift = piece.end() - piece.call().end();
            }
        }
        return cellOffset + shift;
    }

    /** The place in the cell of a place in the Java code; all of a magic's Java is at the magic's start. */
    public int toCell(int javaOffset) {
        int shift = 0;
        for (Piece piece : pieces) {
            if (piece.start() <= javaOffset && javaOffset < piece.end()) {
                return piece.call().start();
            }
            if (piece.end() <= javaOffset) {
                shift = piece.end() - piece.call().end();
            }
        }
        return javaOffset - shift;
    }
}
