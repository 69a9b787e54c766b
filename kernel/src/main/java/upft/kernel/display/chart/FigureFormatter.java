package upft.kernel.display.chart;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.plotly.components.Figure;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.kernel.display.Png;
import upft.kernel.display.ValueFormatter;
import upft.kernel.display.chart.picture.ChartPicture;
import upft.kernel.display.chart.picture.Letters;

/** Tablesaw's figures: a live chart with its picture inside as HTML, the picture beside it, and a line of text. */
public final class FigureFormatter implements ValueFormatter<Figure> {
    private final PlotlyBundle plotly = new PlotlyBundle();
    private final Function<Chart, BufferedImage> pictures;

    public FigureFormatter() {
        this(ChartPicture::of);
    }

    FigureFormatter(Function<Chart, BufferedImage> pictures) {
        this.pictures = pictures;
    }

    @Override
    public Class<Figure> type() {
        return Figure.class;
    }

    @Override
    public MimeBundle format(Figure figure) {
        Chart chart = Chart.of(figure);
        PlotlyBundle.Script script = plotly.forTraces(chart.kinds());
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/plain", text(chart));
        try {
            String png = Png.base64(pictures.apply(chart));
            data.put("text/html", ChartHtml.of(chart, ChartHtml.image(chart.title(), png, ChartPicture.WIDTH), script));
            data.put("image/png", png);
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            data.put("text/html", ChartHtml.of(chart, withoutPicture(e), script));
        }
        return new MimeBundle(data);
    }

    /** A Java without fonts, or that looks for a screen there is not, fails in any of these ways at the first letter. */
    private static String withoutPicture(Throwable reason) {
        return "<p>"
                + Html.escape("No picture of this chart, as this Java could not draw it (" + reason
                        + "). If fonts are missing: " + Letters.ADVICE)
                + "</p>";
    }

    private static String text(Chart chart) {
        String names = chart.traces().stream()
                .map(trace -> Chart.text(trace, "name", ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        String title = chart.title().isEmpty() ? "Chart" : "Chart: " + chart.title();
        return names.isEmpty() ? title : title + " (" + names + ")";
    }
}
