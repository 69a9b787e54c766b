package upft.kernel.magic;

import upft.io.UserException;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell;

/** Turns the magics of a cell into Java calls of the {@link MagicHost}. */
public final class MagicRewriter {
    private final MagicRegistry registry;

    public MagicRewriter(MagicRegistry registry) {
        this.registry = registry;
    }

    /** The cell as Java. Unknown magics are taken as well, so that unfinished cells can be looked at. */
    public RewrittenCell rewrite(String cell) {
        return RewrittenCell.of(cell, MagicParser.parse(cell), this::java);
    }

    /**
     * Whether all magics of a cell are well-formed, before any of it runs.
     *
     * @throws UserException for the first that is not
     */
    public void check(MagicCall call) {
        if (call.form() == MagicCall.Form.CELL) {
            throw new UserException("Unknown cell magic %%" + call.name() + "."
                    + (registry.has(call.name()) ? " Did you mean %" + call.name() + "?" : "")
                    + " There are magics on a line of their own only: %lsmagic lists all.");
        }
        registry.check(call.name(), call.arguments());
    }

    /**
     * A statement stays a statement, a value has the call's type, and both stay on their line. The type goes by its simple
     * name, which cells import: the qualified one begins with "upft", and JShell would take that for a variable that a cell
     * may declare, as in {@code var upft = %train upft}.
     */
    private String java(MagicCall call) {
        String arguments = "(" + literal(call.name()) + ", " + literal(call.arguments()) + ")";
        if (call.form() != MagicCall.Form.VALUE) {
            return MagicHost.VARIABLE + ".run" + arguments + ";";
        }
        Class<?> type = registry.has(call.name()) ? registry.resultType(call.name(), call.arguments()) : Object.class;
        return "(" + type.getSimpleName() + ") " + MagicHost.VARIABLE + ".value" + arguments + ";";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ') {
                literal.append(String.format("\\%03o", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
