package upft.kernel.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import upft.io.AtomicFiles;
import upft.kernel.cell.MimeBundle;

/** Writes notebooks in format 4.5, laid out as Jupyter lays them out: one space of indent, one line of text an entry. */
public final class NotebookWriter {
    private NotebookWriter() {}

    /** @throws upft.io.UserException naming the file if it cannot be written */
    public static void write(Notebook notebook, Path file) {
        AtomicFiles.writeString(file, toJson(notebook));
    }

    static String toJson(Notebook notebook) {
        JsonObject root = new JsonObject();
        JsonArray cells = new JsonArray();
        notebook.cells().forEach(cell -> cells.add(cell(cell)));
        root.add("cells", cells);
        root.add("metadata", metadata(notebook.metadata()));
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 5);
        return new GsonBuilder()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
                        .create()
                        .toJson(root)
                + "\n";
    }

    /** A notebook that names no language opens with the wrong highlighting, or none: say that this one is Java. */
    private static JsonObject metadata(JsonObject read) {
        JsonObject metadata = read.deepCopy();
        if (!metadata.has("kernelspec")) {
            JsonObject spec = new JsonObject();
            spec.addProperty("display_name", "Java (UPFT)");
            spec.addProperty("language", "java");
            spec.addProperty("name", "upft");
            metadata.add("kernelspec", spec);
        }
        if (!metadata.has("language_info")) {
            JsonObject language = new JsonObject();
            language.addProperty("file_extension", ".jshell");
            language.addProperty("mimetype", "text/x-java-source");
            language.addProperty("name", "java");
            language.addProperty("pygments_lexer", "java");
            metadata.add("language_info", language);
        }
        return metadata;
    }

    private static JsonObject cell(Cell cell) {
        JsonObject json = new JsonObject();
        cell.attachments().ifPresent(attachments -> json.add("attachments", attachments));
        json.addProperty("cell_type", cell.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (cell.kind() == Cell.Kind.CODE) {
            json.add("execution_count", count(cell));
        }
        json.addProperty("id", cell.id());
        json.add("metadata", cell.metadata());
        if (cell.kind() == Cell.Kind.CODE) {
            JsonArray outputs = new JsonArray();
            cell.outputs().forEach(output -> outputs.add(output(output)));
            json.add("outputs", outputs);
        }
        json.add("source", multiline(cell.source()));
        return json;
    }

    private static JsonElement count(Cell cell) {
        return cell.executionCount().isPresent()
                ? new JsonPrimitive(cell.executionCount().getAsInt())
                : JsonNull.INSTANCE;
    }

    private static JsonObject output(Output output) {
        JsonObject json = new JsonObject();
        if (output instanceof Output.Stream stream) {
            json.addProperty("name", stream.name());
            json.addProperty("output_type", "stream");
            json.add("text", multiline(stream.text()));
        } else if (output instanceof Output.Display display) {
            json.add("data", bundle(display.bundle()));
            json.add("metadata", new JsonObject());
            json.addProperty("output_type", "display_data");
        } else if (output instanceof Output.Result result) {
            json.add("data", bundle(result.bundle()));
            json.addProperty("execution_count", result.executionCount());
            json.add("metadata", new JsonObject());
            json.addProperty("output_type", "execute_result");
        } else if (output instanceof Output.Failure failure) {
            json.addProperty("ename", failure.name());
            json.addProperty("evalue", failure.message());
            json.addProperty("output_type", "error");
            JsonArray traceback = new JsonArray();
            failure.traceback().forEach(traceback::add);
            json.add("traceback", traceback);
        }
        return json;
    }

    private static JsonObject bundle(MimeBundle bundle) {
        JsonObject data = new JsonObject();
        bundle.data()
                .forEach((type, content) ->
                        data.add(type, isJson(type) ? JsonParser.parseString(content) : multiline(content)));
        return data;
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static JsonArray multiline(String text) {
        JsonArray lines = new JsonArray();
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
