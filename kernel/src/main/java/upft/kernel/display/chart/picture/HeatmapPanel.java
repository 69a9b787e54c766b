package upft.kernel.display.chart.picture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import upft.kernel.display.chart.Chart;

/** A matrix of values as colours, from light to dark. */
final class HeatmapPanel implements PanelDrawer {
    private static final Color[] SCALE = {new Color(0xFDE725), new Color(0x21918C), new Color(0x440154)};

    @Override
    public HeatMapChart draw(Panel panel, int width, int height) {
        HeatMapChart chart =
                new HeatMapChartBuilder().width(width).height(height).build();
        Style.applyToAxes(chart, chart.getStyler(), panel);
        chart.getStyler().setLegendVisible(true);
        chart.getStyler().setRangeColors(SCALE);
        JsonObject trace = panel.traces().get(0);
        List<Number[]> cells = cells(Chart.list(trace, "z"));
        if (cells.isEmpty()) {
            throw new UnsupportedOperationException("there are no values");
        }
        chart.addSeries(
                panel.uniqueName(0), distinct(Values.labels(trace, "x")), distinct(Values.labels(trace, "y")), cells);
        return chart;
    }

    /** Column, row and value of each cell. */
    private static List<Number[]> cells(List<JsonElement> rows) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<JsonElement> values = rows.get(row).getAsJsonArray().asList();
            for (int column = 0; column < values.size(); column++) {
                if (values.get(column).isJsonPrimitive()) {
                    cells.add(new Number[] {column, row, values.get(column).getAsDouble()});
                }
            }
        }
        return cells;
    }

    /** Labels that are the same would fall into one; spaces keep them apart. */
    private static List<String> distinct(List<String> labels) {
        List<String> distinct = new ArrayList<>();
        for (String label : labels) {
            String name = label;
            while (distinct.contains(name)) {
                name += " ";
            }
            distinct.add(name);
        }
        return distinct;
    }
}
