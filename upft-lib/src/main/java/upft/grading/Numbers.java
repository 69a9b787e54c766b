package upft.grading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and reads numbers in plain text: integers, decimals, thousands with commas, fractions and mixed numbers. */
final class Numbers {
    private static final String UNSIGNED = "(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d++)?|(?<!\\d)\\.\\d++";

    /** A minus is a sign only where nothing stands before it that it could be subtracted from. */
    private static final String SIGN = "(?<sign>(?<![\\w)\\]}.])-)?";

    private static final Pattern NUMBER = Pattern.compile(SIGN
            + "(?:(?<whole>\\d++)\\s++(?=\\d++\\s?/\\s?\\d))?"
            + "(?<top>" + UNSIGNED + ")"
            + "(?:\\s?/\\s?(?<bottom>" + UNSIGNED + "))?");

    private Numbers() {}

    /** All numbers of {@code text}, in order; what divides by zero is none. */
    static List<Found> all(String text) {
        List<Found> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            value(matcher).ifPresent(value -> numbers.add(new Found(matcher.group(), value)));
        }
        return numbers;
    }

    /** The number that {@code text} starts with. */
    static Optional<Found> first(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.lookingAt() ? value(matcher).map(value -> new Found(matcher.group(), value)) : Optional.empty();
    }

    private static Optional<Rational> value(Matcher number) {
        BigDecimal top = decimal(number.group("top"));
        BigDecimal bottom = number.group("bottom") == null ? BigDecimal.ONE : decimal(number.group("bottom"));
        if (bottom.signum() == 0) {
            return Optional.empty();
        }
        Rational value = Rational.of(top, bottom);
        if (number.group("whole") != null) {
            value = value.plus(Rational.of(decimal(number.group("whole")), BigDecimal.ONE));
        }
        return Optional.of(number.group("sign") == null ? value : value.negated());
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits.replace(",", ""));
    }
}
