package upft.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files with one JSON object a line, in UTF-8. */
public final class Jsonl {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapterFactory(new OptionalAsList())
            .disableHtmlEscaping()
            .setStrictness(Strictness.STRICT)
            .create();

    private Jsonl() {}

    /**
     * Reads every line; blank ones are passed over.
     *
     * @throws UserException naming the file, and the line where one is not a JSON object
     */
    public static List<JsonRecord> read(Path file) {
        return reading(file, reader -> {
            List<JsonRecord> records = new ArrayList<>();
            String line;
            for (int number = 1; (line = reader.readLine()) != null; number++) {
                if (!line.isBlank()) {
                    records.add(parse(file, number, line));
                }
            }
            return records;
        });
    }

    /**
     * What the first line of a file says in its field {@code format}; empty if it says nothing of the kind.
     *
     * @throws UserException naming the file if it cannot be read
     */
    public static Optional<String> format(Path file) {
        return reading(file, reader -> {
            try {
                String line = reader.readLine();
                JsonObject object = line == null ? null : GSON.fromJson(line, JsonObject.class);
                return Optional.ofNullable(object)
                        .map(header -> header.get("format"))
                        .filter(JsonElement::isJsonPrimitive)
                        .map(JsonElement::getAsString);
            } catch (JsonParseException | ClassCastException e) {
                return Optional.empty();
            }
        });
    }

    /** Writes the objects, one a line, through {@link AtomicFiles}. */
    public static void write(Path file, Stream<JsonObject> objects) {
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            for (Iterator<JsonObject> it = objects.iterator(); it.hasNext(); ) {
                writer.write(line(it.next()));
            }
            writer.flush();
        });
    }

    /**
     * The first record, which says what the file is in its field {@code format}.
     *
     * @throws UserException if it says another thing or nothing
     */
    public static JsonRecord header(Path file, List<JsonRecord> records, String format) {
        boolean says = !records.isEmpty()
                && records.get(0).has("format")
                && format.equals(records.get(0).text("format"));
        if (!says) {
            throw new UserException(file + " is not a file of the format " + format
                    + ": its first line does not say so. Give another.");
        }
        return records.get(0);
    }

    /** An object as a line, with its line feed. */
    static String line(JsonObject object) {
        return GSON.toJson(object) + "\n";
    }

    /** A value as JSON: records become objects with their components' names. */
    public static JsonElement toJson(Object value) {
        return GSON.toJsonTree(value);
    }

    /** A value from what {@link #toJson} gives. */
    public static <T> T fromJson(JsonElement element, Class<T> type) {
        return GSON.fromJson(element, type);
    }

    private interface Reading<T> {
        T from(BufferedReader reader) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return reading.from(reader);
        } catch (NoSuchFileException e) {
            throw new UserException("There is no file " + file + ". Check the path.", e);
        } catch (CharacterCodingException e) {
            throw new UserException(file + " is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ". Check the file.", e);
        }
    }

    /** @throws UserException naming file and line if it is no JSON object */
    static JsonRecord parse(Path file, int number, String line) {
        try {
            JsonElement element = GSON.fromJson(line, JsonElement.class);
            // Blank text has no element.
            if (element != null && element.isJsonObject()) {
                return new JsonRecord(file, number, element.getAsJsonObject());
            }
        } catch (JsonParseException e) {
            String column = JsonPosition.of(e)
                    .map(at -> " See its column " + at.column() + ".")
                    .orElse("");
            throw new UserException(notAnObject(file, number, line) + column, e);
        }
        throw new UserException(notAnObject(file, number, line));
    }

    private static String notAnObject(Path file, int number, String line) {
        String start = line.length() > 60 ? line.substring(0, 60) + "…" : line;
        return file + ", line " + number + ": not a JSON object: " + start + "\nEach line must be one JSON object.";
    }
}
