package upft.kernel.display.chart.picture;

import com.google.gson.JsonObject;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.style.PieStyler;

/** Shares of a whole. */
final class PiePanel implements PanelDrawer {
    @Override
    public PieChart draw(Panel panel, int width, int height) {
        PieChart chart = new PieChartBuilder().width(width).height(height).build();
        Style.apply(chart, panel);
        chart.getStyler().setLegendVisible(true);
        chart.getStyler().setLabelType(PieStyler.LabelType.Percentage);
        chart.getStyler().setSeriesColors(Colours.PALETTE.toArray(Color[]::new));
        sums(panel.traces().get(0)).forEach(chart::addSeries);
        if (chart.getSeriesMap().isEmpty()) {
            throw new UnsupportedOperationException("there are no values");
        }
        return chart;
    }

    /** Values of the same label add up. */
    private static Map<String, Double> sums(JsonObject trace) {
        List<String> labels = Values.labels(trace, "labels");
        double[] values = Values.numbers(trace, "values");
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(labels.size(), values.length); i++) {
            if (values[i] > 0) {
                sums.merge(labels.get(i), values[i], Double::sum);
            }
        }
        return sums;
    }
}
