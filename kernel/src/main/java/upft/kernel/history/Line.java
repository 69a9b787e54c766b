package upft.kernel.history;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.Optional;

/** A line of the history's file: the source of a cell, written when it begins, or the result, when it has ended. */
final class Line {
    private static final String SESSION = "session";
    private static final String NUMBER = "line";
    private static final String SOURCE = "source";
    private static final String RESULT = "result";

    private Line() {}

    static JsonObject ofSource(String session, int number, String source) {
        JsonObject line = of(session, number);
        line.addProperty("time", Instant.now().toString());
        line.addProperty(SOURCE, source);
        return line;
    }

    static JsonObject ofResult(String session, int number, String result) {
        JsonObject line = of(session, number);
        line.addProperty(RESULT, result);
        return line;
    }

    private static JsonObject of(String session, int number) {
        JsonObject line = new JsonObject();
        line.addProperty(SESSION, session);
        line.addProperty(NUMBER, number);
        return line;
    }

    /** Whether it is of a cell at all. */
    static boolean isOne(JsonObject line) {
        return text(line, SESSION).isPresent() && line.get(NUMBER) instanceof JsonPrimitive number && number.isNumber();
    }

    static String session(JsonObject line) {
        return line.get(SESSION).getAsString();
    }

    static int number(JsonObject line) {
        return line.get(NUMBER).getAsInt();
    }

    static Optional<String> source(JsonObject line) {
        return text(line, SOURCE);
    }

    static Optional<String> result(JsonObject line) {
        return text(line, RESULT);
    }

    private static Optional<String> text(JsonObject line, String field) {
        return line.get(field) instanceof JsonPrimitive text && text.isString()
                ? Optional.of(text.getAsString())
                : Optional.empty();
    }
}
