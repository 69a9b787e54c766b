package upft.kernel.magic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import upft.io.Suggestion;
import upft.io.UserException;

/** Says in one message what is wrong with a magic's options, which value it was, and what would be right. */
final class MagicErrors {
    private MagicErrors() {}

    static UserException explain(ParameterException e, String prefix) {
        CommandSpec syntax = e.getCommandLine().getCommandSpec();
        String magic = prefix + syntax.name();
        return new UserException(magic + ": " + problem(e, syntax) + " " + magic + " --help shows the syntax.", e);
    }

    private static String problem(ParameterException e, CommandSpec syntax) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched(), syntax);
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        if (e instanceof OverwrittenOptionException overwritten) {
            return label(overwritten.getOverwritten()) + " is given twice.";
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            return badValue(e.getArgSpec(), e.getValue());
        }
        return e.getMessage().replaceAll("[.]?$", ".");
    }

    private static String unmatched(List<String> words, CommandSpec syntax) {
        String word = words.get(0);
        if (!word.startsWith("-")) {
            return "there is no place for \"" + word + "\".";
        }
        String name = word.replaceFirst("=.*", "");
        return "unknown option " + name + "."
                + Suggestion.didYouMean(name, syntax.optionsMap().keySet());
    }

    /** An option is only missed where it was named without its value. */
    private static String missing(List<ArgSpec> missing) {
        return missing.stream()
                .map(argument -> label(argument) + (argument.isOption() ? " needs a value." : " is missing."))
                .collect(Collectors.joining(" "));
    }

    private static String badValue(ArgSpec argument, String value) {
        Collection<String> choices = choices(argument);
        String rule = choices.isEmpty() ? rule(argument) : "one of " + String.join(", ", choices);
        return label(argument) + " must be " + rule + ", not " + value + "." + Suggestion.didYouMean(value, choices);
    }

    private static String rule(ArgSpec argument) {
        for (ITypeConverter<?> converter : argument.converters()) {
            if (converter instanceof OptionValue<?> value) {
                return value.rule();
            }
        }
        Class<?> type = argument.type();
        return type == long.class || type == Long.class || type == int.class || type == Integer.class
                ? "a whole number"
                : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Collection<String> choices(ArgSpec argument) {
        return argument.type().isEnum()
                ? Stream.of(argument.type().getEnumConstants())
                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
