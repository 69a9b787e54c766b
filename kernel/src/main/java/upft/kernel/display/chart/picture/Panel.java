package upft.kernel.display.chart.picture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import upft.kernel.display.chart.Chart;

/**
 * The traces of a chart that share a pair of axes.
 *
 * @param title of the whole chart if this is its only panel, else empty
 */
record Panel(String title, List<JsonObject> traces, JsonObject xAxis, JsonObject yAxis, Legend legend) {
    /** Whether names of traces are shown. */
    enum Legend {
        SHOWN,
        HIDDEN
    }

    /** The chart's panels, in the order of their first traces. */
    static List<Panel> of(Chart chart) {
        Map<List<String>, List<JsonObject>> byAxes = new LinkedHashMap<>();
        for (JsonObject trace : chart.traces()) {
            List<String> axes = List.of(Chart.text(trace, "xaxis", "x"), Chart.text(trace, "yaxis", "y"));
            byAxes.computeIfAbsent(axes, key -> new ArrayList<>()).add(trace);
        }
        String title = byAxes.size() == 1 ? chart.title() : "";
        return byAxes.entrySet().stream()
                .map(each -> new Panel(
                        title,
                        each.getValue(),
                        axis(chart, each.getKey().get(0)),
                        axis(chart, each.getKey().get(1)),
                        legend(chart, each.getValue())))
                .toList();
    }

    Set<String> kinds() {
        return traces.stream()
                .map(trace -> Chart.text(trace, "type", "scatter"))
                .collect(Collectors.toSet());
    }

    String xTitle() {
        return Chart.title(xAxis);
    }

    String yTitle() {
        return Chart.title(yAxis);
    }

    static boolean isLogarithmic(JsonObject axis) {
        return Chart.text(axis, "type", "linear").equals("log");
    }

    /** A name for the trace that no other of the panel has, as the drawing library asks for; spaces do not show. */
    String uniqueName(int trace) {
        String name = Chart.text(traces.get(trace), "name", "");
        long before = traces.subList(0, trace).stream()
                .filter(each -> Chart.text(each, "name", "").equals(name))
                .count();
        return (name.isEmpty() ? " " : name) + " ".repeat((int) before);
    }

    /** "x2" is the axis "xaxis2" of the layout. */
    private static JsonObject axis(Chart chart, String reference) {
        return Chart.part(chart.layout(), reference.charAt(0) + "axis" + reference.substring(1));
    }

    /** As plotly.js does by itself: a single trace needs no name. */
    private static Legend legend(Chart chart, List<JsonObject> traces) {
        boolean asked = Optional.ofNullable(chart.layout().get("showlegend"))
                .map(JsonElement::getAsBoolean)
                .orElse(traces.size() > 1);
        return asked ? Legend.SHOWN : Legend.HIDDEN;
    }
}
