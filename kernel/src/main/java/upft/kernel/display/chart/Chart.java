package upft.kernel.display.chart;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure as plain data: Plotly's traces, layout and configuration as JSON, all texts as their authors wrote them. It is
 * the one form from which the live chart and the picture are both made. Event handlers of a figure are scripts, not data,
 * and are left out.
 */
public record Chart(List<JsonObject> traces, JsonObject layout, JsonObject config) {
    /**
     * Reads what Tablesaw's templates write, since a figure does not give its parts in another way.
     *
     * @throws IllegalArgumentException if a trace of the user's own writes what is no object literal
     */
    public static Chart of(Figure figure) {
        List<JsonObject> traces = new ArrayList<>();
        for (Trace trace : figure.getTraces()) {
            traces.add(JsLiteral.object(trace.asJavascript(traces.size())));
        }
        JsonObject layout = figure.getLayout() == null
                ? new JsonObject()
                : JsLiteral.object(figure.getLayout().asJavascript());
        JsonObject config = figure.getConfig() == null
                ? new JsonObject()
                : JsLiteral.object(figure.getConfig().asJavascript());
        return new Chart(List.copyOf(traces), withTitleObjects(layout), config);
    }

    /** The kinds of the traces, such as "bar". */
    public Set<String> kinds() {
        return traces.stream().map(trace -> text(trace, "type", "scatter")).collect(Collectors.toSet());
    }

    /** Empty where there is none. */
    public String title() {
        return title(layout);
    }

    /** Title of the layout or of an axis; empty where there is none. */
    public static String title(JsonObject of) {
        return of.has("title") ? text(of.getAsJsonObject("title"), "text", "") : "";
    }

    public static String text(JsonObject object, String name, String absent) {
        return object.has(name) && object.get(name).isJsonPrimitive()
                ? object.get(name).getAsString()
                : absent;
    }

    /** The part of that name, or an empty object. */
    public static JsonObject part(JsonObject object, String name) {
        return object.has(name) && object.get(name).isJsonObject() ? object.getAsJsonObject(name) : new JsonObject();
    }

    /** The elements of a list; a lone value is a list of one, nothing an empty list. */
    public static List<JsonElement> list(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        JsonArray array = new JsonArray();
        if (value.isJsonArray()) {
            array = value.getAsJsonArray();
        } else {
            array.add(value);
        }
        return array.asList();
    }

    /** Titles as a text with a separate {@code titlefont} are an old form that plotly.js drops from version 3 on. */
    private static JsonObject withTitleObjects(JsonObject from) {
        JsonObject to = new JsonObject();
        for (Map.Entry<String, JsonElement> each : from.entrySet()) {
            JsonElement value = each.getValue();
            if (each.getKey().equals("title") && value.isJsonPrimitive()) {
                to.add("title", titleObject((JsonPrimitive) value, from.get("titlefont")));
            } else if (!each.getKey().equals("titlefont")) {
                to.add(each.getKey(), value.isJsonObject() ? withTitleObjects(value.getAsJsonObject()) : value);
            }
        }
        return to;
    }

    private static JsonObject titleObject(JsonPrimitive text, JsonElement font) {
        JsonObject title = new JsonObject();
        title.add("text", text);
        if (font != null && font.isJsonObject()) {
            title.add("font", font);
        }
        return title;
    }
}
