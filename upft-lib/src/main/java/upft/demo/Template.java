package upft.demo;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with gaps: {@code {name}} stands for a word or number, and {@code [a * b]} for an expression written out with its
 * result, as in {@code 3 * 4 = 12}.
 */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)}|\\[([^]]+)]");
    private static final Pattern VARIABLE = Pattern.compile("[a-z]");

    private Template() {}

    static String fill(String template, Map<String, String> words, Map<String, Integer> numbers) {
        return GAP.matcher(template)
                .replaceAll(gap -> Matcher.quoteReplacement(
                        gap.group(1) != null ? word(gap.group(1), words, numbers) : equation(gap.group(2), numbers)));
    }

    private static String word(String gap, Map<String, String> words, Map<String, Integer> numbers) {
        return words.containsKey(gap) ? words.get(gap) : numbers.get(gap).toString();
    }

    private static String equation(String expression, Map<String, Integer> numbers) {
        String left = VARIABLE.matcher(expression)
                .replaceAll(name -> numbers.get(name.group()).toString());
        return left + " = " + Arithmetic.evaluate(expression, numbers);
    }
}
