package upft.kernel.display.chart.picture;

import com.google.gson.JsonObject;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import upft.kernel.display.chart.Chart;

/** A box for each category of each trace. */
final class BoxPanel implements PanelDrawer {
    @Override
    public BoxChart draw(Panel panel, int width, int height) {
        BoxChart chart = new BoxChartBuilder().width(width).height(height).build();
        Style.applyToAxes(chart, chart.getStyler(), panel);
        chart.getStyler().setLegendVisible(false);
        Map<String, List<Double>> boxes = new LinkedHashMap<>();
        for (JsonObject trace : panel.traces()) {
            collect(boxes, trace, panel.traces().size() > 1 ? Chart.text(trace, "name", "") + " " : "");
        }
        if (boxes.isEmpty()) {
            throw new UnsupportedOperationException("there are no values");
        }
        chart.getStyler().setSeriesColors(new Color[] {Colours.of(panel.traces().get(0), 0)});
        boxes.forEach(chart::addSeries);
        return chart;
    }

    private static void collect(Map<String, List<Double>> boxes, JsonObject trace, String prefix) {
        List<String> categories = Values.labels(trace, "x");
        double[] values = Values.numbers(trace, "y");
        for (int i = 0; i < values.length; i++) {
            String category = prefix + (i < categories.size() ? categories.get(i) : "");
            if (Double.isFinite(values[i])) {
                boxes.computeIfAbsent(category.isBlank() ? " " : category, key -> new ArrayList<>())
                        .add(values[i]);
            }
        }
    }
}
