package upft.kernel.display.chart;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/**
 * Reads the JavaScript object literals that Tablesaw's templates make. They are wider than JSON: keys without quotes,
 * commas before closing brackets, NaN, and two kinds of strings:
 *
 * <ul>
 *   <li>in single quotes: text from a template, which escaped it as HTML and knows no backslash escapes, so that an
 *       apostrophe is {@code &#39;} and a backslash or a line end stands for itself;
 *   <li>in double quotes: written as JSON. Where a template escaped such a string too, its quotes are {@code &quot;}.
 * </ul>
 *
 * What is not a number for JSON (NaN, infinities, undefined) becomes null.
 */
final class JsLiteral {
    private static final String QUOTE = "&quot;";

    private final String text;
    private int at;

    private JsLiteral(String text) {
        this.text = text;
    }

    /**
     * The object that a script assigns, as in {@code var layout = {…};}.
     *
     * @throws IllegalArgumentException naming the place if the text is not such a literal
     */
    static JsonObject object(String script) {
        JsLiteral reader = new JsLiteral(script);
        reader.at = script.indexOf('{');
        if (reader.at < 0) {
            throw new IllegalArgumentException("No object literal in the script: " + script);
        }
        return reader.object();
    }

    private JsonElement value() {
        skipSpace();
        if (text.startsWith(QUOTE, at)) {
            return new JsonPrimitive(until(QUOTE));
        }
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '\'' -> new JsonPrimitive(HtmlEntities.decode(until("'")));
            case '"' -> jsonString();
            default -> word(bareWord());
        };
    }

    private JsonObject object() {
        JsonObject object = new JsonObject();
        expect('{');
        while (!closes('}')) {
            String key = peek() == '"' ? jsonString().getAsString() : peek() == '\'' ? until("'") : bareWord();
            skipSpace();
            expect(':');
            object.add(key, value());
            skipComma();
        }
        return object;
    }

    private JsonArray array() {
        JsonArray array = new JsonArray();
        expect('[');
        while (!closes(']')) {
            array.add(value());
            skipComma();
        }
        return array;
    }

    /** Whether the bracket closes here; if so it is taken. */
    private boolean closes(char bracket) {
        skipSpace();
        if (peek() != bracket) {
            return false;
        }
        at++;
        return true;
    }

    private void skipComma() {
        skipSpace();
        if (peek() == ',') {
            at++;
        }
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private JsonPrimitive jsonString() {
        int start = at++;
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
        return JsonParser.parseString(text.substring(start, at)).getAsJsonPrimitive();
    }

    /** The text up to the same quote that it begins with. */
    private String until(String quote) {
        int start = at + quote.length();
        int end = text.indexOf(quote, start);
        if (end < 0) {
            throw unexpected();
        }
        at = end + quote.length();
        return text.substring(start, end);
    }

    private String bareWord() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || "_$+-.".indexOf(peek()) >= 0)) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    private JsonElement word(String word) {
        return switch (word) {
            case "true", "false" -> new JsonPrimitive(Boolean.valueOf(word));
            case "null", "undefined", "NaN", "Infinity", "-Infinity" -> JsonNull.INSTANCE;
            default -> number(word);
        };
    }

    private JsonElement number(String word) {
        try {
            return new JsonPrimitive(Double.valueOf(word));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no value that is known here", e);
        }
    }

    private void expect(char bracket) {
        if (peek() != bracket) {
            throw unexpected();
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw unexpected();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException unexpected() {
        String around = text.substring(Math.max(0, Math.min(at, text.length()) - 40), Math.min(text.length(), at + 20));
        return new IllegalArgumentException("Cannot read the figure's script at character " + at + ", near: " + around);
    }
}
