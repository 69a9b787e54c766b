package upft.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.UserException;
import upft.kernel.magic.syntax.JavaLine;
import upft.kernel.magic.syntax.MagicCall;
import upft.kernel.magic.syntax.MagicCall.Form;
import upft.kernel.magic.syntax.MagicParser;
import upft.kernel.magic.syntax.RewrittenCell.Edit;

/**
 * A line with a magic round Java: {@code %time STATEMENT}. The statement itself stays where and as it is, so that errors in
 * it are at their place; what is put before and behind it depends on what it is.
 */
final class AroundJava {
    /** What begins with one of these may end in a brace, after which no semicolon can be reached if it never ends. */
    private static final Set<String> BLOCKS = Set.of("if", "for", "while", "do", "try", "switch", "synchronized", "{");

    private static final Set<String> WITHOUT_VALUE = Set.of("throw", "return", "break", "continue", "yield");

    /** A type and a name; what is assigned to otherwise has no blank, or ends in a bracket. */
    private static final Pattern DECLARATION = Pattern.compile(
            "(?s)[\\p{javaJavaIdentifierPart}@.<>\\[\\]?,&\\s]*[\\s>\\]](?<name>[\\p{javaJavaIdentifierPart}]+)");

    /** Such a declaration cannot be parted from its value. */
    private static final Pattern TYPE_NEEDS_VALUE = Pattern.compile("(?:var|final)\\b|@");

    private static final String HOST = MagicHost.VARIABLE;

    private final MagicCall call;
    private final MagicCode code;
    private final Optional<MagicCall> inner;
    private final JavaLine statement;

    AroundJava(MagicCall call, MagicCode code) {
        this.call = call;
        this.code = code;
        this.inner = inner(call);
        this.statement =
                JavaLine.of(inner.map(magic -> call.arguments().substring(0, magic.start() - call.argumentsStart()))
                        .orElse(call.arguments()));
    }

    /** The magic that the statement is, or ends in. */
    static Optional<MagicCall> inner(MagicCall call) {
        return MagicParser.lineMagics(call.arguments(), 0).stream()
                .map(magic -> magic.shifted(call.argumentsStart(), call.line()))
                .map(magic -> call.form() == Form.VALUE ? magic.as(Form.VALUE) : magic)
                .findFirst();
    }

    /** @throws UserException if there is no statement, or more than one */
    void check() {
        String name = "%" + call.name();
        if (statement.isEmpty() && inner.isEmpty()) {
            throw new UserException(name + ": the statement is missing. " + name + " --help shows the syntax.");
        }
        if (!statement.whole()) {
            throw new UserException(name + " takes one statement, which ends where the line does. For more, put %"
                    + name + " before a cell.");
        }
    }

    /** The statement without the magic, to look at; with no end if the cursor is in it, since it is being written. */
    List<Edit> bare(int cursor) {
        boolean growing = call.touches(cursor);
        Edit before = new Edit(call.start(), statementStart(), "");
        return growing && inner.isEmpty() ? List.of(before) : List.of(before, end(";"));
    }

    /**
     * The statement with the magic. Only where nobody knows whether it has a value is it in a lambda expression, since a
     * method's variables that change could not be used in that; and only where {@code var} leaves no other way does a value
     * pass through a call, since compilers would speak of that in the place of the statement.
     */
    List<Edit> run() {
        if (call.form() == Form.VALUE) {
            return wrapped(passed(), ");");
        }
        boolean block = BLOCKS.contains(statement.first());
        if (block || WITHOUT_VALUE.contains(statement.first())) {
            return wrapped(watched(), block && endsInBrace() ? " }" : "; }");
        }
        if (statement.value().isPresent()) {
            return assigned(statement.value().getAsInt());
        }
        return call.depth() == 0
                ? wrapped(HOST + ".around(" + MagicCode.literal(call.name()) + ", () -> ", ");")
                : wrapped(watched(), "; }");
    }

    /** @param value where in the line the value begins, behind the sign */
    private List<Edit> assigned(int value) {
        String target = call.arguments().substring(statement.start(), value - 1).strip();
        Matcher declaration = DECLARATION.matcher(target);
        if (!declaration.matches()) {
            return wrapped(watched(), "; }");
        }
        int at = call.argumentsStart() + value;
        boolean typed = !TYPE_NEEDS_VALUE.matcher(target).lookingAt();
        Edit within = typed
                ? new Edit(at - 1, at, "; " + watched() + declaration.group("name") + " =")
                : new Edit(at, at, " " + passed().stripTrailing());
        return List.of(new Edit(call.start(), statementStart(), ""), within, end(typed ? "; }" : ");"));
    }

    private List<Edit> wrapped(String before, String after) {
        return List.of(new Edit(call.start(), statementStart(), before), end(after));
    }

    private String watch() {
        return HOST + ".watch(" + MagicCode.literal(call.name()) + ")";
    }

    private String watched() {
        return "try (var " + HOST + "Watch = " + watch() + ") { ";
    }

    private String passed() {
        return HOST + ".after(" + watch() + ", ";
    }

    /** What stands at the end: the magic within, and what belongs behind the statement. */
    private Edit end(String after) {
        return inner.map(magic -> new Edit(magic.start(), call.end(), code.of(magic) + after))
                .orElseGet(() -> new Edit(call.argumentsStart() + statement.end(), call.end(), after));
    }

    private int statementStart() {
        boolean onlyMagic = statement.isEmpty() && inner.isPresent();
        return onlyMagic ? inner.get().start() : call.argumentsStart() + statement.start();
    }

    private boolean endsInBrace() {
        return call.arguments().startsWith("}", statement.end() - 1);
    }
}
