package upft.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import upft.kernel.cell.CellOutcome;
import upft.kernel.cell.MimeBundle;

/** The contents of messages: the base kernel's where it has them whole, JSON objects where it does not. */
final class Contents {
    private Contents() {}

    /** Apart, as it takes a while to set up, and to say who it is a kernel needs none. */
    private static final class Base {
        static final Gson GSON = new Gson();
    }

    /** A content of the base kernel's. */
    static JsonObject of(Object content) {
        return Base.GSON.toJsonTree(content).getAsJsonObject();
    }

    /** A content that says no more than that all is well. */
    static JsonObject ok() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    static JsonObject error(String name, String message, Iterable<String> traceback) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "error");
        content.addProperty("ename", name);
        content.addProperty("evalue", message);
        JsonArray lines = new JsonArray();
        traceback.forEach(lines::add);
        content.add("traceback", lines);
        return content;
    }

    static JsonObject error(CellOutcome.Failed failed) {
        return error(failed.name(), failed.message(), failed.traceback());
    }

    static DisplayData display(MimeBundle bundle) {
        DisplayData display = new DisplayData();
        bundle.data().forEach((type, text) -> display.putData(type, representation(type, text)));
        return display;
    }

    static DisplayData display(String id, MimeBundle bundle) {
        DisplayData display = display(bundle);
        display.setDisplayId(id);
        return display;
    }

    /** JSON types travel as JSON, everything else as text. */
    private static JsonElement representation(String type, String text) {
        if (type.equals("application/json") || type.endsWith("+json")) {
            try {
                return JsonParser.parseString(text);
            } catch (JsonParseException e) {
                return new JsonPrimitive(text); // The client shows the text that claims to be JSON.
            }
        }
        return new JsonPrimitive(text);
    }
}
