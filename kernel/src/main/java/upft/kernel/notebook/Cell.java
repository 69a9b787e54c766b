package upft.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A cell of a notebook.
 *
 * @param id unique in its notebook
 * @param metadata kept as it was read; not to be modified
 * @param attachments pictures of a Markdown cell, kept as they were read
 * @param outputs of a code cell; empty for other cells
 * @param executionCount of a code cell that was run
 */
public record Cell(
        Kind kind,
        String id,
        JsonObject metadata,
        String source,
        Optional<JsonObject> attachments,
        List<Output> outputs,
        OptionalInt executionCount) {
    /** What a cell holds. */
    public enum Kind {
        CODE,
        MARKDOWN,
        RAW
    }

    public Cell {
        outputs = List.copyOf(outputs);
    }

    /** Whether there is something to run in it: Jupyter gives blank code cells no execution count either. */
    public boolean isRunnable() {
        return kind == Kind.CODE && !source.isBlank();
    }

    /** Whether the cell carries a tag such as {@code raises-exception}. */
    public boolean isTagged(String tag) {
        JsonElement tags = metadata.get("tags");
        return tags instanceof JsonArray list && list.contains(new JsonPrimitive(tag));
    }

    Cell withRun(int count, List<Output> newOutputs) {
        return new Cell(kind, id, metadata, source, attachments, newOutputs, OptionalInt.of(count));
    }
}
