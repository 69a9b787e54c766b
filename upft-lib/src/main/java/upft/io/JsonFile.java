package upft.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JSON object from a file, config.json and its like; complaints about it name the file and the field. */
public final class JsonFile {
    private final Path file;
    private final JsonObject object;

    private JsonFile(Path file, JsonObject object) {
        this.file = file;
        this.object = object;
    }

    public static JsonFile read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read " + file + ": " + FileErrors.reason(e) + ". Check that the file is there and whole.",
                    e);
        }
    }

    public static JsonFile parse(Path file, byte[] text) {
        return parse(file, new String(text, StandardCharsets.UTF_8));
    }

    private static JsonFile parse(Path file, String text) {
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) {
                return new JsonFile(file, element.getAsJsonObject());
            }
            throw new UserException(file + " holds no JSON object. Fetch the file again.");
        } catch (JsonParseException e) {
            throw invalid(file, e);
        }
    }

    /**
     * To be thrown for a file that is no JSON.
     *
     * @param e what a parser threw
     */
    public static UserException invalid(Path file, Exception e) {
        return new UserException(
                file + " is not valid JSON" + JsonPosition.suffix(e)
                        + "; perhaps it was cut short. Fetch the file again.",
                e);
    }

    /** An object that is, or is to be, a file's content. */
    public static JsonFile of(Path file, JsonObject object) {
        return new JsonFile(file, object);
    }

    public Path file() {
        return file;
    }

    public JsonObject object() {
        return object;
    }

    /** The element, unless it is missing or null. */
    public Optional<JsonElement> element(String field) {
        return Optional.ofNullable(object.get(field)).filter(e -> !e.isJsonNull());
    }

    /** A nested object, as if it were a file of its own. */
    public Optional<JsonFile> nested(String field) {
        return element(field).filter(JsonElement::isJsonObject).map(e -> new JsonFile(file, e.getAsJsonObject()));
    }

    public Optional<String> text(String field) {
        return element(field).map(e -> {
            requirePrimitive(field, e, "a text");
            return e.getAsString();
        });
    }

    public Optional<Double> number(String field) {
        return element(field).map(e -> {
            requirePrimitive(field, e, "a number");
            try {
                return e.getAsDouble();
            } catch (NumberFormatException wrong) {
                throw unfit(field, e, "a number");
            }
        });
    }

    public Optional<Integer> integer(String field) {
        return number(field).map(value -> {
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw unfit(field, object.get(field), "a whole number");
            }
            return value.intValue();
        });
    }

    public int positive(String field) {
        int value = integer(field)
                .orElseThrow(() -> new UserException(
                        file + " has no field \"" + field + "\". It must be the config.json of the model."));
        if (value < 1) {
            throw unfit(field, object.get(field), "a positive whole number");
        }
        return value;
    }

    public Optional<Boolean> truth(String field) {
        return element(field).map(e -> {
            requirePrimitive(field, e, "true or false");
            return e.getAsBoolean();
        });
    }

    public UserException unfit(String field, JsonElement found, String wanted) {
        return new UserException(file + ": \"" + field + "\" is " + found + ", but must be " + wanted + ".");
    }

    private void requirePrimitive(String field, JsonElement found, String wanted) {
        if (!found.isJsonPrimitive()) {
            throw unfit(field, found, wanted);
        }
    }
}
