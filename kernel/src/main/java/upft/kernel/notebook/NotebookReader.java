package upft.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import upft.io.FileErrors;
import upft.io.JsonPosition;
import upft.io.UserException;

/**
 * Reads notebook files of format 4 whose language is Java. Outputs of an earlier run are dropped: what is read is meant to
 * be run.
 */
public final class NotebookReader {
    private final Path file;

    private NotebookReader(Path file) {
        this.file = file;
    }

    /** @throws UserException naming the file if it is missing, no JSON, no notebook, or in another language */
    public static Notebook read(Path file) {
        return new NotebookReader(file).notebook();
    }

    private Notebook notebook() {
        if (!(parse(text()) instanceof JsonObject root) || !root.has("nbformat")) {
            throw error("is JSON but not a notebook: it has no \"nbformat\". Give a file that Jupyter wrote.");
        }
        requireFormat4(root);
        JsonObject metadata = object(root, "metadata").orElseGet(JsonObject::new);
        requireJava(metadata);
        return new Notebook(metadata, cells(root));
    }

    private String text() {
        if (!Files.exists(file)) {
            throw new UserException("There is no notebook " + file + ". Check the path; it is taken from the directory "
                    + Path.of("").toAbsolutePath() + ".");
        }
        if (Files.isDirectory(file)) {
            throw error("is a directory. Name the .ipynb file in it.");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw error("is not a notebook: it is not UTF-8 text.");
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private JsonElement parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement root = JsonParser.parseReader(reader);
            reader.peek(); // throws if more text follows
            return root;
        } catch (JsonParseException | IOException e) {
            throw error("is not JSON" + JsonPosition.suffix(e)
                    + ". A notebook is a JSON file; perhaps it was cut off or edited.");
        }
    }

    private void requireFormat4(JsonObject root) {
        JsonElement major = root.get("nbformat");
        if (!(major instanceof JsonPrimitive number) || !number.isNumber() || number.getAsInt() != 4) {
            throw error("has notebook format " + major + "; format 4 is needed. Open it in Jupyter and save it again.");
        }
    }

    private void requireJava(JsonObject metadata) {
        Optional<String> language = object(metadata, "kernelspec")
                .flatMap(spec -> string(spec, "language"))
                .or(() -> object(metadata, "language_info").flatMap(info -> string(info, "name")));
        if (language.isPresent() && !language.get().toLowerCase(Locale.ROOT).equals("java")) {
            throw error("is written in " + language.get() + "; this kernel runs Java.");
        }
    }

    private List<Cell> cells(JsonObject root) {
        if (!(root.get("cells") instanceof JsonArray array)) {
            throw error("is not a notebook: it has no list \"cells\".");
        }
        CellIds ids = new CellIds();
        List<Cell> cells = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonObject json)) {
                throw error("is not a notebook: its cell " + (cells.size() + 1) + " is not an object.");
            }
            cells.add(cell(json, cells.size() + 1, ids));
        }
        return cells;
    }

    private Cell cell(JsonObject json, int number, CellIds ids) {
        String source = multiline(json.get("source"))
                .orElseThrow(() -> error("is not a notebook: its cell " + number + " has no \"source\"."));
        return new Cell(
                kind(json, number),
                ids.take(string(json, "id"), number),
                object(json, "metadata").orElseGet(JsonObject::new),
                source,
                object(json, "attachments"),
                List.of(),
                OptionalInt.empty());
    }

    private Cell.Kind kind(JsonObject json, int number) {
        String type = string(json, "cell_type").orElse("missing");
        return switch (type) {
            case "code" -> Cell.Kind.CODE;
            case "markdown" -> Cell.Kind.MARKDOWN;
            case "raw" -> Cell.Kind.RAW;
            default ->
                throw error("is not a notebook: the \"cell_type\" of its cell " + number + " is " + type
                        + "; code, markdown and raw are known.");
        };
    }

    private static Optional<String> multiline(JsonElement value) {
        if (value instanceof JsonArray lines) {
            StringBuilder joined = new StringBuilder();
            lines.forEach(line -> joined.append(line.getAsString()));
            return Optional.of(joined.toString());
        }
        return value instanceof JsonPrimitive text ? Optional.of(text.getAsString()) : Optional.empty();
    }

    private static Optional<String> string(JsonObject json, String key) {
        return json.get(key) instanceof JsonPrimitive text ? Optional.of(text.getAsString()) : Optional.empty();
    }

    private static Optional<JsonObject> object(JsonObject json, String key) {
        return json.get(key) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    private UserException error(String what) {
        return new UserException(file + " " + what);
    }
}
