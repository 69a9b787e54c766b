package upft.kernel.magic.commands;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.io.UserException;

/** Paths as they are typed: {@code $NAME}, {@code ${NAME}} and a leading {@code ~} are put in, as a shell would. */
final class Places {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private Places() {}

    /** @throws UserException naming a variable that is not set */
    static String expand(String typed) {
        return expand(typed, System::getenv, System.getProperty("user.home"));
    }

    static String expand(String typed, UnaryOperator<String> environment, String home) {
        String text = typed.equals("~") || typed.startsWith("~/") ? home + typed.substring(1) : typed;
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(), environment)));
    }

    private static String value(String reference, UnaryOperator<String> environment) {
        String name = reference.replaceAll("[${}]", "");
        String value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw new UserException("The environment variable " + name
                    + " is not set. Set it before the kernel starts, or write the path itself.");
        }
        return value;
    }
}
