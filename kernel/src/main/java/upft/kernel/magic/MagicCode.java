package upft.kernel.magic;

import java.util.function.Predicate;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicCall.Form;
import upft.kernel.shell.JavaShell;

/** The Java expressions that calls of magics are replaced by. */
final class MagicCode {
    private final MagicRegistry registry;
    private final Predicate<Class<?>> imported;

    /** @param imported which classes cells know by their simple names */
    MagicCode(MagicRegistry registry, Predicate<Class<?>> imported) {
        this.registry = registry;
        this.imported = imported;
    }

    /** A call of {@link MagicHost}; that of a value has its type. */
    String of(MagicCall call) {
        return switch (call.form()) {
            case VALUE -> "(" + sourceName(resultType(call)) + ") " + call("value", call);
            case CELL -> call("cell", call);
            case STATEMENT, STRAY -> call("run", call);
        };
    }

    static String literal(String text) {
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

    private static String call(String method, MagicCall call) {
        return MagicHost.VARIABLE + "." + method + "(" + literal(call.name()) + ", " + literal(call.arguments()) + ")";
    }

    private Class<?> resultType(MagicCall call) {
        boolean known = call.form() == Form.VALUE && registry.lines().has(call.name());
        return known ? registry.lines().resultType(call.name(), call.arguments()) : Object.class;
    }

    /**
     * By its simple name where cells import it: the qualified one begins with "upft", and JShell would take that for a
     * variable that a cell may declare, as in {@code var upft = %train upft}.
     */
    private String sourceName(Class<?> type) {
        if (type.getCanonicalName() == null) {
            return "Object";
        }
        return imported.test(type) ? type.getSimpleName() : JavaShell.readable(type.getCanonicalName());
    }
}
