package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A notebook file of code cells: written to be run, and read again to see what the cells gave. */
record NotebookFile(Path file, JsonArray cells) {
    /** Writes a notebook whose cells may fail without ending the run. */
    static Path write(Path file, List<String> sources) throws IOException {
        JsonArray cells = new JsonArray();
        for (String source : sources) {
            cells.add(cell("cell-" + cells.size(), source));
        }
        JsonObject notebook = new JsonObject();
        notebook.add("cells", cells);
        notebook.add("metadata", new JsonObject());
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        // Gson's toString keeps the null of execution_count, which the format asks for.
        return Files.writeString(file, notebook.toString());
    }

    static NotebookFile read(Path file) throws IOException {
        JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        return new NotebookFile(file, notebook.getAsJsonArray("cells"));
    }

    /** The outputs of one kind ("error", "stream", ...) of a cell. */
    List<JsonObject> outputs(int cell, String type) {
        return outputs(cell)
                .filter(output -> output.get("output_type").getAsString().equals(type))
                .toList();
    }

    /** All outputs of a cell, for messages and searches. */
    String text(int cell) {
        return outputs(cell).map(JsonObject::toString).collect(Collectors.joining("\n"));
    }

    /** The text of a cell's value; an empty string if it has none. */
    String result(int cell) {
        return outputs(cell, "execute_result").stream()
                .map(output -> joined(output.getAsJsonObject("data").get("text/plain")))
                .collect(Collectors.joining());
    }

    /** What a user reads of the one error of a cell, without its colours. */
    String error(int cell) {
        List<JsonObject> errors = outputs(cell, "error");
        assertEquals(1, errors.size(), () -> "errors of cell " + cell + ": " + text(cell));
        assertEquals("UserError", errors.get(0).get("ename").getAsString(), () -> text(cell));
        return strings(errors.get(0).getAsJsonArray("traceback")).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Checks the file against the format's schema, by Jupyter's own library, where there is a Python that has it. */
    void requireValid(Path scratch) throws IOException, InterruptedException {
        String python = System.getenv("UPFT_PYTHON");
        if (python != null && !python.isEmpty()) {
            String script =
                    Program.ROOT.resolve("tests/python/validate_notebook.py").toString();
            Program validation = Program.run(scratch, Map.of(), List.of(python, script, file.toString()));
            assertEquals(0, validation.exitCode(), validation.output());
        }
    }

    private Stream<JsonObject> outputs(int cell) {
        JsonArray outputs = cells.get(cell).getAsJsonObject().getAsJsonArray("outputs");
        return StreamSupport.stream(outputs.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static JsonObject cell(String id, String source) {
        JsonArray tags = new JsonArray();
        tags.add("raises-exception");
        JsonObject metadata = new JsonObject();
        metadata.add("tags", tags);
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("id", id);
        cell.add("metadata", metadata);
        cell.add("outputs", new JsonArray());
        cell.add("execution_count", JsonNull.INSTANCE);
        cell.addProperty("source", source);
        return cell;
    }

    private static String joined(JsonElement text) {
        return text.isJsonArray()
                ? text.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : text.getAsString();
    }

    private static String strings(JsonArray lines) {
        return lines.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining("\n"));
    }
}
