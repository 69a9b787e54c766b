package upft.grading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ladder of places where an answer may stand, the most explicit first: the last {@code #### x} of which x starts with
 * a number, the last {@code \boxed{x}} with a number in it, the last number of all.
 */
final class Answers {
    /** GSM8K's mark. What may stand between it and the number is punctuation, such as an asterisk or a currency sign. */
    private static final Pattern MARK = Pattern.compile("####[^\\w\\n.-]*");

    private static final Pattern BOX = Pattern.compile("\\\\f?boxed\\s*\\{");
    private static final Pattern FRACTION = Pattern.compile("\\\\[dt]?frac\\s*\\{([^{}]*)}\\s*\\{([^{}]*)}");
    private static final Pattern TEXT = Pattern.compile("\\\\(?:text|mathrm|textbf|mbox)\\s*\\{[^{}]*}");
    private static final Pattern SPACING = Pattern.compile("\\\\[,!;: ]|\\{,}");

    private Answers() {}

    /** The answer of a model's response. */
    static Optional<Found> find(String response) {
        String text = plain(response);
        return marked(text).or(() -> boxed(text)).or(() -> last(Numbers.all(text)));
    }

    /** The answer of a reference: marked, boxed, or the only number in it; a reference is not guessed at. */
    static Optional<Found> reference(String answer) {
        String text = plain(answer);
        return marked(text).or(() -> boxed(text)).or(() -> only(Numbers.all(text)));
    }

    private static Optional<Found> marked(String text) {
        Optional<Found> answer = Optional.empty();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            Optional<Found> here = Numbers.first(text.substring(mark.end()));
            answer = here.isPresent() ? here : answer;
        }
        return answer;
    }

    private static Optional<Found> boxed(String text) {
        Optional<Found> answer = Optional.empty();
        Matcher box = BOX.matcher(text);
        while (box.find()) {
            int end = closingBrace(text, box.end());
            Optional<Found> here = end < 0 ? Optional.empty() : last(Numbers.all(text.substring(box.end(), end)));
            answer = here.isPresent() ? here : answer;
        }
        return answer;
    }

    /** Where the brace opened before {@code start} is closed; -1 if it never is, as in a response cut short. */
    private static int closingBrace(String text, int start) {
        int depth = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Text without the notation that would hide a number: currency, LaTeX fractions, spacing and units. */
    private static String plain(String text) {
        String plain = text.replace('\u2212', '-')
                .replace("\\$", "$")
                .replace("-$", "-")
                .replace('$', ' ');
        plain = SPACING.matcher(plain).replaceAll(match -> match.group().equals("{,}") ? "," : "");
        plain = TEXT.matcher(plain).replaceAll(" ");
        return FRACTION.matcher(plain).replaceAll("$1/$2");
    }

    private static Optional<Found> last(List<Found> numbers) {
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.get(numbers.size() - 1));
    }

    private static Optional<Found> only(List<Found> numbers) {
        return numbers.size() == 1 ? Optional.of(numbers.get(0)) : Optional.empty();
    }
}
