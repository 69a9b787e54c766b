package upft.kernel.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a cell and a program in the client, such as a widget in a browser, tell each other over a comm of theirs. What is said
 * are values of JSON: maps, lists, texts, numbers, booleans and null.
 *
 * @param id of the comm, which whoever opens it makes up
 * @param target what is to be opened at the other side; empty but for {@link Kind#OPEN}
 * @param metadata beside the data, as some targets want it
 */
public record CommMessage(Kind kind, String id, String target, Map<String, Object> data, Map<String, Object> metadata) {
    /** What a message does. */
    public enum Kind {
        OPEN,
        MESSAGE,
        CLOSE
    }

    public CommMessage {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** What the protocol wants to be said if there is nothing to be opened: that the comm is closed. */
    public CommMessage refusal() {
        return new CommMessage(Kind.CLOSE, id, "", Map.of(), Map.of());
    }
}
