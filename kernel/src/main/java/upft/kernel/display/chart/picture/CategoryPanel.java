package upft.kernel.display.chart.picture;

import com.google.gson.JsonObject;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import upft.kernel.display.chart.Chart;

/** Bars, and lines and points over categories. Lying bars are drawn upright: the picture has the same values. */
final class CategoryPanel implements PanelDrawer {
    private static final int LABELS = 12;
    private static final int CHARACTER_WIDTH = 10;

    @Override
    public CategoryChart draw(Panel panel, int width, int height) {
        boolean lying = panel.traces().stream()
                .anyMatch(trace -> Chart.text(trace, "orientation", "v").equals("h"));
        Panel upright =
                lying ? new Panel(panel.title(), panel.traces(), panel.yAxis(), panel.xAxis(), panel.legend()) : panel;
        CategoryChart chart =
                new CategoryChartBuilder().width(width).height(height).build();
        CategoryStyler styler = chart.getStyler();
        Style.applyToAxes(chart, styler, upright);
        styler.setXAxisMaxLabelCount(LABELS);
        styler.setyAxisTickLabelsFormattingFunction(TickLabels::of);
        styler.setAvailableSpaceFill(0.8);
        String categories = lying ? "y" : "x";
        List<String> all = categories(panel, categories);
        styler.setXAxisLabelRotation(longest(all) * all.size() * CHARACTER_WIDTH > width ? 30 : 0);
        for (int i = 0; i < panel.traces().size(); i++) {
            add(chart, panel.traces().get(i), panel.uniqueName(i), i, categories, all);
        }
        return chart;
    }

    private static int longest(List<String> labels) {
        return labels.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Of all traces, in the order in which they come. */
    private static List<String> categories(Panel panel, String of) {
        LinkedHashSet<String> categories = new LinkedHashSet<>();
        panel.traces().forEach(trace -> categories.addAll(labels(trace, of)));
        if (categories.isEmpty()) {
            throw new UnsupportedOperationException("there are no values");
        }
        return List.copyOf(categories);
    }

    /** The categories of a trace. What the live chart writes at the bars stands here behind the category. */
    private static List<String> labels(JsonObject trace, String of) {
        List<String> categories = Values.labels(trace, of);
        List<String> texts = Values.labels(trace, "text");
        boolean written = !Chart.text(trace, "textposition", "none").equals("none");
        return written && texts.size() == categories.size()
                ? IntStream.range(0, texts.size())
                        .mapToObj(i -> categories.get(i) + ": " + texts.get(i))
                        .toList()
                : categories;
    }

    private static void add(
            CategoryChart chart, JsonObject trace, String name, int number, String categories, List<String> all) {
        List<String> own = labels(trace, categories);
        double[] values = Values.numbers(trace, categories.equals("x") ? "y" : "x");
        double[] errors = Values.numbers(Chart.part(trace, "error_y"), "array");
        List<Color> colours = Colours.ofValues(trace);
        if (colours.size() == own.size()) {
            chart.getStyler().setOverlapped(true);
            for (int i = 0; i < own.size(); i++) {
                Double[] alone = new Double[all.size()];
                alone[all.indexOf(own.get(i))] = values[i];
                // Spaces keep the names apart; they are in no legend.
                style(chart.addSeries(name + " ".repeat(i), all, Arrays.asList(alone)), trace, colours.get(i));
            }
            return;
        }
        Color colour = Colours.of(trace, number);
        style(
                errors.length == values.length && errors.length > 0
                        ? chart.addSeries(name, all, aligned(all, own, values), aligned(all, own, errors))
                        : chart.addSeries(name, all, aligned(all, own, values)),
                trace,
                colour);
    }

    /** Values in the order of all categories; zero, which draws nothing, where the trace has none. */
    private static List<Double> aligned(List<String> all, List<String> own, double[] values) {
        List<Double> aligned = new ArrayList<>(Collections.nCopies(all.size(), 0.0));
        IntStream.range(0, Math.min(own.size(), values.length))
                .filter(i -> Double.isFinite(values[i]))
                .forEach(i -> aligned.set(all.indexOf(own.get(i)), values[i]));
        return aligned;
    }

    private static void style(CategorySeries series, JsonObject trace, Color colour) {
        series.setFillColor(colour);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        if (Chart.text(trace, "type", "").equals("bar")) {
            series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Bar);
        } else {
            boolean lines = Chart.text(trace, "mode", "lines").contains("lines");
            series.setChartCategorySeriesRenderStyle(
                    lines ? CategorySeriesRenderStyle.Line : CategorySeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CIRCLE);
        }
    }
}
