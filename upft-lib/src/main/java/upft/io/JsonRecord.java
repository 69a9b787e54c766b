package upft.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;

/**
 * One line of a JSONL file, with where it stands, so that what is wrong with it can be said.
 *
 * @param line number of the line, from 1
 */
public record JsonRecord(Path file, int line, JsonObject object) {
    public boolean has(String field) {
        return object.has(field);
    }

    /**
     * The text of a field; a number is taken as its digits.
     *
     * @throws UserException naming file, line and field if it is missing or no text
     */
    public String text(String field) {
        JsonElement element = object.get(field);
        if (element == null) {
            throw error("the field \"" + field + "\" is missing; the line has " + object.keySet()
                    + ". Add the field, or rename the one that is meant.");
        }
        if (!element.isJsonPrimitive()) {
            throw error("the field \"" + field + "\" must be text.");
        }
        return element.getAsString();
    }

    /**
     * A field as a value of {@code type}.
     *
     * @throws UserException naming file, line and field if it is missing or of another shape
     */
    public <T> T value(String field, Class<T> type) {
        JsonElement element = object.get(field);
        if (element == null || element.isJsonNull()) {
            throw error("the field \"" + field + "\" is missing.");
        }
        return convert(element, type, "the field \"" + field + "\"");
    }

    /**
     * The whole line as a value of {@code type}.
     *
     * @throws UserException naming file and line if it is of another shape
     */
    public <T> T value(Class<T> type) {
        return convert(object, type, "it");
    }

    private <T> T convert(JsonElement element, Class<T> type, String what) {
        try {
            return Jsonl.fromJson(element, type);
        } catch (RuntimeException e) {
            // Gson wraps what a record's constructor throws in a RuntimeException of no narrower type.
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            String message = what + " cannot be read as " + type.getSimpleName() + ": " + reason;
            throw new UserException(error(message).getMessage(), e);
        }
    }

    /** An error that names this line. */
    public UserException error(String message) {
        return new UserException(file + ", line " + line + ": " + message);
    }
}
