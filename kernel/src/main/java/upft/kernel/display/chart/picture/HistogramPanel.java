package upft.kernel.display.chart.picture;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.internal.chartpart.Chart;

/** Counts of numbers in bins of equal width, drawn as bars; several traces share their bins. */
final class HistogramPanel implements PanelDrawer {
    private static final int MOST_BINS = 40;

    @Override
    public Chart<?, ?> draw(Panel panel, int width, int height) {
        List<double[]> samples =
                panel.traces().stream().map(HistogramPanel::sample).toList();
        double[] all = samples.stream().flatMapToDouble(DoubleStream::of).toArray();
        if (all.length == 0) {
            throw new UnsupportedOperationException("there are no values");
        }
        Bins bins = Bins.of(all);
        List<JsonObject> bars = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            bars.add(bars(panel.traces().get(i), bins, samples.get(i)));
        }
        Panel counted = new Panel(panel.title(), bars, panel.xAxis(), panel.yAxis(), panel.legend());
        return new CategoryPanel().draw(counted, width, height);
    }

    private static double[] sample(JsonObject trace) {
        boolean counts = upft.kernel.display.chart.Chart.text(trace, "histfunc", "count")
                        .equals("count")
                && upft.kernel.display.chart.Chart.text(trace, "histnorm", "").isEmpty();
        if (!counts || (trace.has("x") && trace.has("y"))) {
            throw new UnsupportedOperationException("only histograms of counts are drawn");
        }
        return DoubleStream.of(Values.numbers(trace, trace.has("x") ? "x" : "y"))
                .filter(Double::isFinite)
                .toArray();
    }

    private static JsonObject bars(JsonObject trace, Bins bins, double[] sample) {
        JsonArray labels = new JsonArray();
        JsonArray counts = new JsonArray();
        int[] count = new int[bins.count()];
        DoubleStream.of(sample).forEach(value -> count[bins.of(value)]++);
        for (int i = 0; i < bins.count(); i++) {
            labels.add(bins.label(i));
            counts.add(count[i]);
        }
        JsonObject bars = new JsonObject();
        bars.addProperty("type", "bar");
        bars.addProperty("name", upft.kernel.display.chart.Chart.text(trace, "name", ""));
        if (trace.has("marker")) {
            bars.add("marker", trace.get("marker"));
        }
        bars.add("x", labels);
        bars.add("y", counts);
        return bars;
    }

    private record Bins(double from, double width, int count) {
        /** As many as the square root of the number of values, a usual choice where none is given. */
        static Bins of(double[] values) {
            double from = DoubleStream.of(values).min().orElseThrow();
            double to = DoubleStream.of(values).max().orElseThrow();
            int count = (int) Math.max(1, Math.min(MOST_BINS, Math.ceil(Math.sqrt(values.length))));
            return from == to ? new Bins(from - 0.5, 1, 1) : new Bins(from, (to - from) / count, count);
        }

        int of(double value) {
            return (int) Math.min(count - 1, (value - from) / width);
        }

        /** The bin's middle. */
        String label(int bin) {
            int decimals = (int) Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(width))));
            return String.format(Locale.ROOT, "%." + decimals + "f", from + (bin + 0.5) * width);
        }
    }
}
