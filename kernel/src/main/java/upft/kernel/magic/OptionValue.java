package upft.kernel.magic;

import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's value and can say in an error what is allowed. */
public abstract class OptionValue<T> implements ITypeConverter<T> {
    private final String rule;

    private OptionValue(String rule) {
        this.rule = rule;
    }

    /** What is allowed, so that "must be …" makes a sentence. */
    String rule() {
        return rule;
    }

    abstract T read(String text);

    abstract boolean allows(T value);

    @Override
    public final T convert(String text) {
        try {
            T value = read(text);
            if (allows(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException(rule + " (" + e.getMessage() + ")");
        }
        throw new TypeConversionException(rule);
    }

    private abstract static class Whole extends OptionValue<Integer> {
        private final IntPredicate allowed;

        Whole(String rule, IntPredicate allowed) {
            super(rule);
            this.allowed = allowed;
        }

        @Override
        Integer read(String text) {
            return Integer.valueOf(text.replace("_", ""));
        }

        @Override
        boolean allows(Integer value) {
            return allowed.test(value);
        }
    }

    private abstract static class Real extends OptionValue<Double> {
        private final DoublePredicate allowed;

        Real(String rule, DoublePredicate allowed) {
            super(rule);
            this.allowed = allowed;
        }

        @Override
        Double read(String text) {
            return Double.valueOf(text);
        }

        @Override
        boolean allows(Double value) {
            return Double.isFinite(value) && allowed.test(value);
        }
    }

    /** 1, 2, 3 … */
    public static final class Count extends Whole {
        public Count() {
            super("a whole number of 1 or more", value -> value >= 1);
        }
    }

    /** 0, 1, 2 … */
    public static final class CountOrNone extends Whole {
        public CountOrNone() {
            super("a whole number of 0 or more", value -> value >= 0);
        }
    }

    /** Above zero. */
    public static final class Positive extends Real {
        public Positive() {
            super("a number above 0", value -> value > 0);
        }
    }

    /** Zero or above. */
    public static final class NotNegative extends Real {
        public NotNegative() {
            super("a number of 0 or more", value -> value >= 0);
        }
    }

    /** From 0 to 1, both allowed. */
    public static final class Share extends Real {
        public Share() {
            super("a share from 0 to 1", value -> value >= 0 && value <= 1);
        }
    }

    /** Above 0, up to 1. */
    public static final class Mass extends Real {
        public Mass() {
            super("a probability above 0 and up to 1", value -> value > 0 && value <= 1);
        }
    }

    /** Text in which {@code \n}, {@code \t} and {@code \\} stand for a line end, a tab and a backslash. */
    public static final class Text extends OptionValue<String> {
        private static final Map<String, String> ESCAPES = Map.of("\\n", "\n", "\\t", "\t", "\\\\", "\\");

        public Text() {
            super("text of one character or more");
        }

        @Override
        String read(String text) {
            return Pattern.compile("\\\\[nt\\\\]")
                    .matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(ESCAPES.get(match.group())));
        }

        @Override
        boolean allows(String value) {
            return !value.isEmpty();
        }
    }
}
