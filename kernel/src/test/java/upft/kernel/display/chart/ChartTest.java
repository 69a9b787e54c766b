package upft.kernel.display.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class ChartTest {
    @Test
    void valuesNamesAndTitlesComeOutAsTheyWentIn() {
        BarTrace bars = BarTrace.builder(new Object[] {"it's", "</script>", "a\\b\n\"c\""}, new double[] {1, 2.5, -3})
                .name("<b>'&amp;")
                .marker(Marker.builder().color("#123456").build())
                .build();
        Layout layout = Layout.builder("it's </script>", "x & y", "<i>\\n")
                .titleFont(Font.builder().size(31).build())
                .build();

        Chart chart =
                Chart.of(new Figure(layout, Config.builder().responsive(true).build(), bars));

        assertEquals("it's </script>", chart.title());
        assertEquals("x & y", Chart.title(Chart.part(chart.layout(), "xaxis")));
        assertEquals("<i>\\n", Chart.title(Chart.part(chart.layout(), "yaxis")));
        assertEquals(
                31,
                Chart.part(Chart.part(chart.layout(), "title"), "font")
                        .get("size")
                        .getAsInt());
        assertEquals("<b>'&amp;", Chart.text(chart.traces().get(0), "name", ""));
        assertEquals(
                JsonParser.parseString("[\"it's\", \"</script>\", \"a\\\\b\\n\\\"c\\\"\"]"),
                chart.traces().get(0).get("x"));
        assertEquals(
                JsonParser.parseString("[1, 2.5, -3]"), chart.traces().get(0).get("y"));
        assertEquals("#123456", Chart.text(Chart.part(chart.traces().get(0), "marker"), "color", ""));
        assertTrue(chart.config().get("responsive").getAsBoolean());
    }

    @Test
    void missingNumbersBecomeGaps() {
        ScatterTrace line = ScatterTrace.builder(new double[] {1, 2}, new double[] {Double.NaN, 4})
                .mode(ScatterTrace.Mode.LINE)
                .line(Line.builder().color("red").width(2).build())
                .build();
        Figure figure = new Figure(
                Layout.builder()
                        .xAxis(Axis.builder().type(Axis.Type.LOG).build())
                        .build(),
                line);

        Chart chart = Chart.of(figure);

        assertEquals("log", Chart.text(Chart.part(chart.layout(), "xaxis"), "type", ""));
        assertEquals("lines", Chart.text(chart.traces().get(0), "mode", ""));
        // Tablesaw writes the numbers of points as texts; plotly.js takes neither for a number.
        assertEquals(
                JsonParser.parseString("[\"NaN\", \"4.0\"]"),
                chart.traces().get(0).get("y"));
    }

    @Test
    void aFigureWithoutLayoutAndConfigurationIsAChart() {
        Chart chart = Chart.of(new Figure(ScatterTrace.builder(DoubleColumn.create("x", 1), DoubleColumn.create("y", 2))
                .build()));

        assertEquals("", chart.title());
        assertEquals(Set.of("scatter"), chart.kinds());
    }

    @Test
    void everyKindOfFigureIsReadWithItsTitle() {
        PlainFigures.all()
                .forEach((kind, figure) ->
                        assertEquals(PlainFigures.NASTY, Chart.of(figure).title(), kind));
    }
}
