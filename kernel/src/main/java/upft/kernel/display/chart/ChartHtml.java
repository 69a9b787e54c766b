package upft.kernel.display.chart;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import upft.kernel.display.Html;

/**
 * A chart as a piece of HTML that needs nothing from elsewhere: the picture, which is all that a page without scripts or a
 * notebook that is not trusted shows, and a script that puts the live chart in its place. It works in JupyterLab, in pages
 * made by nbconvert and in any page it is pasted into.
 */
final class ChartHtml {
    /** Escapes {@code <}, so that no text can end the script. */
    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    private ChartHtml() {}

    /** @param picture as an {@code <img>} element, or a paragraph that says why there is none */
    static String of(Chart chart, String picture, PlotlyBundle.Script script) {
        // Random, so that charts of two notebooks in one window do not meet.
        String id = UUID.randomUUID().toString();
        JsonObject packed = new JsonObject();
        packed.addProperty("name", script.name());
        packed.addProperty("packed", script.gzippedBase64());
        return "<div data-upft-chart=\"" + id + "\">" + picture + "</div>\n<script>(" + drawingScript() + ")(\"" + id
                + "\", " + JSON.toJson(figure(chart)) + ", " + JSON.toJson(packed) + ")</script>";
    }

    static String image(String title, String pngBase64, int width) {
        return "<img alt=\"" + Html.escape(title.isEmpty() ? "chart" : title) + "\" width=\"" + width
                + "\" style=\"max-width:100%;background:white\" src=\"data:image/png;base64," + pngBase64 + "\">";
    }

    private static JsonObject figure(Chart chart) {
        JsonArray data = new JsonArray();
        chart.traces().forEach(data::add);
        JsonObject config = chart.config().deepCopy();
        config.addProperty("responsive", true);
        config.addProperty("displaylogo", false);
        JsonObject figure = new JsonObject();
        figure.add("data", withLiteralText(data));
        figure.add("layout", withLiteralText(chart.layout()));
        figure.add("config", config);
        return figure;
    }

    /** plotly.js takes texts for a small HTML: what the author wrote as text is escaped once more, so that it shows as it is. */
    private static JsonElement withLiteralText(JsonElement element) {
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            element.getAsJsonArray().forEach(each -> array.add(withLiteralText(each)));
            return array;
        }
        if (element.isJsonObject()) {
            JsonObject object = new JsonObject();
            for (Map.Entry<String, JsonElement> each : element.getAsJsonObject().entrySet()) {
                object.add(each.getKey(), withLiteralText(each.getValue()));
            }
            return object;
        }
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()
                ? new JsonPrimitive(escape(element.getAsString()))
                : element;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String drawingScript() {
        try (InputStream in = ChartHtml.class.getResourceAsStream("draw.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
