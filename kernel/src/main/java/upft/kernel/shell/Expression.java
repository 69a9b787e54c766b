package upft.kernel.shell;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An expression as what a variable of type Object begins with. Left to itself, JShell looks twice for an expression's type
 * before it declares a variable of that type: five runs of the compiler in place of three.
 */
final class Expression {
    /** The variable. Of no cell, and dropped as soon as the value has been taken. */
    static final String VARIABLE = "value$";

    /**
     * What may not be an expression; what has another value, or an effect, that a cell does not show (assignments); what may
     * have another value where an object is wanted (branches that are not of one type); and characters written as numbers,
     * which may be any of these. All are left to JShell, as is what only looks like this, say in a string.
     */
    private static final Pattern LEFT_TO_JSHELL =
            Pattern.compile(";|}$|(?<![=!<>])=(?!=)|<<=|>>=|\\+\\+|--|\\?|\\bswitch\\b|\\\\u");

    private Expression() {}

    /** The declaration of the variable, if a piece of a cell may be tried as an expression; it has the piece's lines. */
    static Optional<String> declaration(String text) {
        return LEFT_TO_JSHELL.matcher(text).find()
                ? Optional.empty()
                : Optional.of("java.lang.Object " + VARIABLE + " = (" + text + "\n);");
    }
}
