package upft.kernel.magic.session;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import upft.demo.DemoModel;
import upft.io.UserException;

/** Paths as they are typed: {@code $NAME}, {@code ${NAME}} and a leading {@code ~} are put in, as a shell would. */
public final class Places {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private Places() {}

    /**
     * A place to read: the name of an embedded one, or a path. A relative path is looked for beside the notebook, then where
     * magics write, then in the directory that the kernel runs in.
     *
     * @throws UserException naming a variable that is not set
     */
    public static String toRead(String typed, Session session) {
        if (typed.equals(DemoModel.NAME)) {
            return typed;
        }
        return Stream.of(session.source(), session.directory())
                .map(base -> resolved(typed, base, session))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> resolved(typed, Path.of(""), session))
                .toString();
    }

    /** A file to write. */
    public static Path toWrite(String typed, Session session) {
        return resolved(typed, session.directory(), session);
    }

    private static Path resolved(String typed, Path base, Session session) {
        try {
            return base.resolve(expand(typed, session));
        } catch (InvalidPathException e) {
            throw new UserException(typed + " is no path: " + e.getReason() + ". Choose another name.", e);
        }
    }

    /**
     * A text with its variables put in.
     *
     * @throws UserException naming a variable that is not set
     */
    public static String expand(String typed, Session session) {
        String home = session.environment().get("HOME").orElseGet(() -> System.getProperty("user.home"));
        return expand(typed, name -> session.environment().get(name).orElse(""), home);
    }

    private static String expand(String typed, UnaryOperator<String> environment, String home) {
        String text = typed.equals("~") || typed.startsWith("~/") ? home + typed.substring(1) : typed;
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(), environment)));
    }

    private static String value(String reference, UnaryOperator<String> environment) {
        String name = reference.replaceAll("[${}]", "");
        String value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new UserException("The environment variable " + name + " is not set. Set it with %env " + name
                    + "=VALUE, or write the value itself.");
        }
        return value;
    }
}
