package upft.kernel.display.chart;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;

/** Figures as a user makes them with Tablesaw alone, by kind. */
public final class PlainFigures {
    public static final String NASTY = "it's </script> \"q\" <b> & \\n";

    private PlainFigures() {}

    public static Map<String, Figure> all() {
        Table few = Table.create(
                "few",
                StringColumn.create("cat", "a'b", "<b>c</b>", "d & </script>"),
                DoubleColumn.create("v", 1.5, 2, 3),
                DoubleColumn.create("w", 3, 1, 2));
        Table many = many();
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("bars", VerticalBarPlot.create(NASTY, few, "cat", "v"));
        all.put("lying bars", HorizontalBarPlot.create(NASTY, few, "cat", "v"));
        all.put("grouped bars", VerticalBarPlot.create(NASTY, few, "cat", Layout.BarMode.GROUP, "v", "w"));
        all.put("line", LinePlot.create(NASTY, many, "x", "y"));
        all.put("lines", LinePlot.create(NASTY, many, "x", "y", "group"));
        all.put("points", ScatterPlot.create(NASTY, many, "x", "y", "group"));
        all.put("bubbles", BubblePlot.create(NASTY, few, "v", "w", "v"));
        all.put("area", AreaPlot.create(NASTY, many, "x", "y"));
        all.put("times", TimeSeriesPlot.create(NASTY, many, "day", "y"));
        all.put("histogram", Histogram.create(NASTY, many, "y"));
        all.put("boxes", BoxPlot.create(NASTY, many, "group", "y"));
        all.put("heat map", Heatmap.create(NASTY, many, "group", "half"));
        all.put("pie", PiePlot.create(NASTY, few, "cat", "v"));
        all.put("violins", ViolinPlot.create(NASTY, many, "group", "y", true, false));
        all.put("histogram of two", Histogram2D.create(NASTY, many, "x", "y"));
        all.put("candles", CandlestickPlot.create(NASTY, many, "day", "x", "y", "x", "y"));
        all.put("space", Scatter3DPlot.create(NASTY, many, "x", "y", "x"));
        return all;
    }

    private static Table many() {
        Random random = new Random(1);
        List<Integer> rows = IntStream.range(0, 60).boxed().toList();
        return Table.create(
                "many",
                DoubleColumn.create(
                        "x", rows.stream().mapToDouble(i -> i / 10.0).toArray()),
                DoubleColumn.create(
                        "y",
                        rows.stream().mapToDouble(i -> random.nextGaussian()).toArray()),
                StringColumn.create("group", rows.stream().map(i -> "g" + i % 3).toList()),
                StringColumn.create("half", rows.stream().map(i -> "h" + i % 2).toList()),
                DateColumn.create(
                        "day",
                        rows.stream().map(LocalDate.of(2024, 1, 1)::plusDays).toList()));
    }
}
