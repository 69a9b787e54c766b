package upft.model;

import com.hubspot.jinjava.Jinjava;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Jinjava 2.8 passes over without a word though it does not do it: a template with one of these would give a prompt
 * that is silently another one.
 */
final class JinjaDialect {
    private static final Pattern TAG = Pattern.compile("\\{[%{].*?[%}]\\}", Pattern.DOTALL);
    private static final Pattern LITERAL =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern FILTERED_LOOP = Pattern.compile("^\\{%[-+]?\\s*for\\s.*\\sif\\s", Pattern.DOTALL);
    private static final Pattern FORMATTED_JSON = Pattern.compile("\\|\\s*tojson\\s*\\(\\s*\\w");
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_]\\w*)");

    private JinjaDialect() {}

    /** What of {@code source} would be passed over, in words; empty if nothing. */
    static Optional<String> unsupported(String source, Jinjava jinjava) {
        return TAG.matcher(source)
                .results()
                .map(MatchResult::group)
                .map(tag -> LITERAL.matcher(tag).replaceAll("''"))
                .flatMap(tag -> fault(tag, jinjava).stream())
                .findFirst();
    }

    private static Optional<String> fault(String tag, Jinjava jinjava) {
        if (FILTERED_LOOP.matcher(tag).find()) {
            return Optional.of("a loop with a condition, " + tag);
        }
        if (FORMATTED_JSON.matcher(tag).find()) {
            return Optional.of("tojson with arguments, " + tag);
        }
        return FILTER.matcher(tag)
                .results()
                .map(match -> match.group(1))
                .filter(name -> jinjava.getGlobalContext().getFilter(name) == null)
                .findFirst()
                .map(name -> "the filter " + name);
    }
}
