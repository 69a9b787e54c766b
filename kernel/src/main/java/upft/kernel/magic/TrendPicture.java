package upft.kernel.magic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import upft.kernel.display.Html;
import upft.task.Trend;

/** A trend as a small line chart: an SVG within an image, which notebooks also show where they are not trusted. */
final class TrendPicture {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 110;
    private static final int LEFT = 58;
    private static final int MARGIN = 10;
    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
            + " font-family='sans-serif' font-size='11' fill='#888'>"
            + "<path d='M%d %d V%d H%d' fill='none' stroke='#888' stroke-opacity='0.5'/>"
            + "<text x='%d' y='%d' text-anchor='end'>%s</text><text x='%d' y='%d' text-anchor='end'>%s</text>"
            + "<polyline fill='none' stroke='#1976d2' stroke-width='1.5' points='%s'/></svg>";

    private TrendPicture() {}

    /** HTML, empty where there is no line to draw. */
    static String of(Trend trend) {
        List<Double> values = trend.values().stream().filter(Double::isFinite).toList();
        if (values.size() < 2) {
            return "";
        }
        String data = Base64.getEncoder().encodeToString(svg(values).getBytes(StandardCharsets.UTF_8));
        return "<img alt=\"" + Html.escape(trend.name()) + "\" style=\"display:block;margin-top:0.3em\""
                + " src=\"data:image/svg+xml;base64," + data + "\">";
    }

    static String svg(List<Double> values) {
        double low = values.stream().min(Double::compare).orElseThrow();
        double high = values.stream().max(Double::compare).orElseThrow();
        int bottom = HEIGHT - MARGIN;
        return String.format(
                Locale.ROOT,
                SVG,
                WIDTH,
                HEIGHT,
                LEFT,
                MARGIN,
                bottom,
                WIDTH - MARGIN,
                LEFT - 6,
                MARGIN + 4,
                number(high),
                LEFT - 6,
                bottom,
                number(low),
                points(values, low, high > low ? high - low : 1));
    }

    private static String points(List<Double> values, double low, double range) {
        double across = (double) (WIDTH - LEFT - MARGIN) / (values.size() - 1);
        return IntStream.range(0, values.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        LEFT + i * across,
                        HEIGHT - MARGIN - (values.get(i) - low) / range * (HEIGHT - 2 * MARGIN)))
                .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
