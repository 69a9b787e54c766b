package upft.kernel.display.chart.picture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.kernel.display.chart.Chart;

/** The colours of traces. */
final class Colours {
    /** The same as the live chart's, in draw.js. */
    static final List<Color> PALETTE = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xB0609A),
            new Color(0xA8780A),
            new Color(0x3A8FC0),
            new Color(0x8C6D5A),
            new Color(0x6A7FDB),
            new Color(0x7F7F7F));

    private static final Pattern RGB = Pattern.compile("rgba?\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\b.*");
    private static final Map<String, Color> NAMED = Map.of(
            "black", Color.BLACK,
            "gray", Color.GRAY,
            "grey", Color.GRAY,
            "red", Color.RED,
            "green", new Color(0x008000),
            "blue", Color.BLUE,
            "orange", new Color(0xFFA500),
            "yellow", Color.YELLOW,
            "purple", new Color(0x800080));

    private Colours() {}

    /** The trace's own colour, if it has one that is known here, else the palette's of that number. */
    static Color of(JsonObject trace, int number) {
        return own(trace, "marker").or(() -> own(trace, "line")).orElseGet(() -> PALETTE.get(number % PALETTE.size()));
    }

    /** The colours of single values, where the trace has a list of them; else empty. */
    static List<Color> ofValues(JsonObject trace) {
        JsonElement colours = Chart.part(trace, "marker").get("color");
        if (colours == null || !colours.isJsonArray()) {
            return List.of();
        }
        return colours.getAsJsonArray().asList().stream()
                .map(each -> parse(each.getAsString()).orElse(PALETTE.get(0)))
                .toList();
    }

    private static Optional<Color> own(JsonObject trace, String part) {
        return parse(Chart.text(Chart.part(trace, part), "color", ""));
    }

    private static Optional<Color> parse(String css) {
        if (css.matches("#[0-9a-fA-F]{6}")) {
            return Optional.of(new Color(Integer.parseInt(css.substring(1), 16)));
        }
        if (css.matches("#[0-9a-fA-F]{3}")) {
            return parse(css.replaceAll("([0-9a-fA-F])", "$1$1"));
        }
        Matcher rgb = RGB.matcher(css);
        if (rgb.matches()) {
            return Optional.of(new Color(
                    Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)), Integer.parseInt(rgb.group(3))));
        }
        return Optional.ofNullable(NAMED.get(css));
    }
}
