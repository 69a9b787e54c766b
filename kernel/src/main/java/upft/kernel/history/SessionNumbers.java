package upft.kernel.history;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of sessions, from 1, in the order in which their first cells are in the file. A kernel so needs to agree with
 * no other on a number. When lines are dropped, a header keeps the numbers as they were.
 */
final class SessionNumbers {
    private static final String NUMBERS = "numbers";

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private int last;

    static SessionNumbers of(List<JsonObject> lines) {
        SessionNumbers all = new SessionNumbers();
        lines.forEach(all::take);
        return all;
    }

    /** The number of a session; of one that is not in the file yet the number that it would get now. */
    int of(String session) {
        return numbers.getOrDefault(session, last + 1);
    }

    /** A first line that says what follows from all the lines there were. */
    JsonObject header() {
        JsonObject byName = new JsonObject();
        numbers.forEach(byName::addProperty);
        JsonObject header = new JsonObject();
        header.add(NUMBERS, byName);
        return header;
    }

    private void take(JsonObject line) {
        if (line.get(NUMBERS) instanceof JsonObject known) {
            for (Map.Entry<String, JsonElement> each : known.entrySet()) {
                numbers.put(each.getKey(), each.getValue().getAsInt());
                last = Math.max(last, each.getValue().getAsInt());
            }
        } else if (Line.isOne(line) && !numbers.containsKey(Line.session(line))) {
            numbers.put(Line.session(line), ++last);
        }
    }
}
