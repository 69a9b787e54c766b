package upft.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Notebooks for tests. */
final class Notebooks {
    private Notebooks() {}

    static Notebook of(Cell... cells) {
        return new Notebook(new JsonObject(), List.of(cells));
    }

    static Cell code(String id, String source, String... tags) {
        JsonObject metadata = new JsonObject();
        if (tags.length > 0) {
            JsonArray list = new JsonArray();
            List.of(tags).forEach(list::add);
            metadata.add("tags", list);
        }
        return cell(Cell.Kind.CODE, id, metadata, source);
    }

    static Cell markdown(String source) {
        return cell(Cell.Kind.MARKDOWN, "text", new JsonObject(), source);
    }

    private static Cell cell(Cell.Kind kind, String id, JsonObject metadata, String source) {
        return new Cell(kind, id, metadata, source, Optional.empty(), List.of(), OptionalInt.empty());
    }
}
