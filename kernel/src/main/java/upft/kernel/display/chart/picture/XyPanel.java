package upft.kernel.display.chart.picture;

import com.google.gson.JsonObject;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import upft.kernel.display.chart.Chart;

/** Lines, areas and points over numbers or times. */
final class XyPanel implements PanelDrawer {
    private static final int LARGEST_MARKED = 200;

    private static final Map<String, Marker> MARKERS = Map.of(
            "square", SeriesMarkers.SQUARE,
            "diamond", SeriesMarkers.DIAMOND,
            "triangle-up", SeriesMarkers.TRIANGLE_UP,
            "triangle-down", SeriesMarkers.TRIANGLE_DOWN,
            "cross", SeriesMarkers.PLUS,
            "x", SeriesMarkers.CROSS);

    @Override
    public XYChart draw(Panel panel, int width, int height) {
        XYChart chart = new XYChartBuilder().width(width).height(height).build();
        Style.applyToAxes(chart, chart.getStyler(), panel);
        boolean logX = Panel.isLogarithmic(panel.xAxis());
        boolean logY = Panel.isLogarithmic(panel.yAxis());
        axes(chart.getStyler(), panel, logX, logY);
        for (int i = 0; i < panel.traces().size(); i++) {
            JsonObject trace = panel.traces().get(i);
            Points points = points(trace).drawable(logX, logY);
            if (points.y().length > 0) {
                style(add(chart, panel.uniqueName(i), points), trace, Colours.of(trace, i));
            }
        }
        if (chart.getSeriesMap().isEmpty()) {
            throw new UnsupportedOperationException("there are no values");
        }
        return chart;
    }

    /** The library ignores a logarithmic scale when it is given a formatting function: there it writes 1E4. */
    private static void axes(XYStyler styler, Panel panel, boolean logX, boolean logY) {
        styler.setXAxisLogarithmic(logX);
        styler.setYAxisLogarithmic(logY);
        boolean numbers = panel.traces().stream().allMatch(trace -> Values.areNumbers(trace, "x"));
        if (numbers && !logX) {
            styler.setxAxisTickLabelsFormattingFunction(TickLabels::of);
        }
        if (!logY) {
            styler.setyAxisTickLabelsFormattingFunction(TickLabels::of);
        }
    }

    /** @param times empty if {@code x} are numbers */
    private record Points(Optional<List<Date>> times, double[] x, double[] y, double[] errors) {
        /** Those with a place on the axes; a line goes over the others. */
        Points drawable(boolean logX, boolean logY) {
            int[] kept = IntStream.range(0, Math.min(x.length, y.length))
                    .filter(i -> has(x[i], logX) && has(y[i], logY))
                    .toArray();
            return new Points(
                    times.map(all -> Arrays.stream(kept).mapToObj(all::get).toList()),
                    Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
                    Arrays.stream(kept)
                            .mapToDouble(i -> i < errors.length ? errors[i] : Double.NaN)
                            .toArray());
        }

        private static boolean has(double value, boolean log) {
            return Double.isFinite(value) && (!log || value > 0);
        }
    }

    private static Points points(JsonObject trace) {
        double[] y = Values.numbers(trace, "y");
        double[] errors = Values.numbers(Chart.part(trace, "error_y"), "array");
        if (Values.areNumbers(trace, "x")) {
            return new Points(Optional.empty(), Values.numbers(trace, "x"), y, errors);
        }
        Optional<List<Date>> times = Values.times(trace, "x");
        double[] x = times.map(all -> all.stream().mapToDouble(Date::getTime).toArray())
                .orElseGet(() -> IntStream.range(0, y.length).asDoubleStream().toArray());
        return new Points(times, x, y, errors);
    }

    private static XYSeries add(XYChart chart, String name, Points points) {
        boolean withErrors = DoubleStream.of(points.errors()).anyMatch(Double::isFinite);
        double[] errors = withErrors
                ? DoubleStream.of(points.errors())
                        .map(each -> Double.isFinite(each) ? each : 0)
                        .toArray()
                : null;
        if (points.times().isEmpty()) {
            return withErrors
                    ? chart.addSeries(name, points.x(), points.y(), errors)
                    : chart.addSeries(name, points.x(), points.y());
        }
        return chart.addSeries(
                name, points.times().get(), DoubleStream.of(points.y()).boxed().toList());
    }

    private static void style(XYSeries series, JsonObject trace, Color colour) {
        String mode = Chart.text(trace, "mode", "lines");
        boolean lines = mode.contains("lines");
        boolean marked = mode.contains("markers") || (!lines && series.getXData().length <= LARGEST_MARKED);
        boolean area = !Chart.text(trace, "fill", "none").equals("none");
        series.setXYSeriesRenderStyle(
                area ? XYSeriesRenderStyle.Area : lines ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 90));
        series.setLineStyle(line(Chart.text(Chart.part(trace, "line"), "dash", "solid")));
        series.setMarker(
                marked || !lines
                        ? MARKERS.getOrDefault(
                                Chart.text(Chart.part(trace, "marker"), "symbol", ""), SeriesMarkers.CIRCLE)
                        : SeriesMarkers.NONE);
    }

    private static BasicStroke line(String dash) {
        return dash.equals("solid") ? SeriesLines.SOLID : SeriesLines.DASH_DASH;
    }
}
