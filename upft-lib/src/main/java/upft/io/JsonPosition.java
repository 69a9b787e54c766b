package upft.io;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where JSON text is wrong. Of the parser's messages only this helps a user; the rest is about its own settings.
 *
 * @param line from 1
 * @param column from 1
 */
public record JsonPosition(int line, int column) {
    private static final Pattern POSITION = Pattern.compile("line (\\d+) column (\\d+)");

    /** The position that a parser's exception names; empty if it names none. */
    public static Optional<JsonPosition> of(Exception e) {
        Matcher matcher = POSITION.matcher(String.valueOf(e.getMessage()));
        return matcher.find()
                ? Optional.of(new JsonPosition(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** " (line 3, column 14)", to be put behind a message, or an empty string. */
    public static String suffix(Exception e) {
        return of(e).map(at -> " (line " + at.line + ", column " + at.column + ")")
                .orElse("");
    }
}
