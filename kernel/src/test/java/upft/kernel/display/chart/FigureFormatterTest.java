package upft.kernel.display.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;
import upft.kernel.display.Renderer;
import upft.kernel.display.chart.picture.RequiresFonts;

class FigureFormatterTest {
    private static final Pattern DATA = Pattern.compile("\\)\\(\"([-0-9a-f]{36})\", (\\{.*}), (\\{.*})\\)</script>$");

    private final FigureFormatter formatter = new FigureFormatter();

    private static Figure figure(String text) {
        return new Figure(
                Layout.builder(text).build(),
                BarTrace.builder(new Object[] {text, "b"}, new double[] {1, 2})
                        .name(text)
                        .build());
    }

    private static Matcher data(String html) {
        Matcher data = DATA.matcher(html);
        assertTrue(data.find(), "no call of the drawing script");
        return data;
    }

    @Test
    @RequiresFonts
    void aChartIsHtmlWithItsPictureInsideAndBesideIt() {
        Map<String, String> data = formatter.format(figure("accuracy")).data();

        assertEquals("Chart: accuracy (accuracy)", data.get("text/plain"));
        assertTrue(data.get("text/html").contains("src=\"data:image/png;base64," + data.get("image/png") + "\""));
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        String html = formatter.format(figure("accuracy")).data().get("text/html");
        String withoutPacked = html.replaceAll("[A-Za-z0-9+/]{200,}", "");

        assertFalse(withoutPacked.contains("://"), withoutPacked);
        assertFalse(withoutPacked.contains("src=\"//"));
    }

    @Test
    @RequiresFonts
    void noTextEndsTheScriptOrTheAttribute() {
        String html = formatter.format(figure(PlainFigures.NASTY)).data().get("text/html");

        assertEquals(1, html.split("<script", -1).length - 1);
        assertEquals(1, html.split("</script", -1).length - 1);
        assertTrue(html.contains("alt=\"it&#39;s &lt;/script&gt; &quot;q&quot; &lt;b&gt; &amp; \\n\""));
    }

    @Test
    void textsReachPlotlyAsLiteralText() {
        Matcher data = data(formatter.format(figure("<b> & it's")).data().get("text/html"));
        JsonObject chart = JsonParser.parseString(data.group(2)).getAsJsonObject();

        // plotly.js reads a little HTML in texts: these entities are what it shows as "<b> & it's".
        assertEquals("&lt;b&gt; &amp; it's", Chart.title(chart.getAsJsonObject("layout")));
        JsonObject trace = chart.getAsJsonArray("data").get(0).getAsJsonObject();
        assertEquals("&lt;b&gt; &amp; it's", trace.getAsJsonArray("x").get(0).getAsString());
        assertTrue(chart.getAsJsonObject("config").get("responsive").getAsBoolean());
    }

    @Test
    void everyChartHasAnIdOfItsOwnAndBringsItsScript() {
        Matcher one = data(formatter.format(figure("a")).data().get("text/html"));
        Matcher other = data(formatter.format(figure("a")).data().get("text/html"));

        assertNotEquals(one.group(1), other.group(1));
        assertEquals(one.group(3), other.group(3));
        assertTrue(one.group(3).length() > 100_000);
    }

    @Test
    void withoutFontsTheLiveChartStaysAndTheReasonIsSaid() {
        FigureFormatter fontless = new FigureFormatter(chart -> {
            throw new InternalError("Fontconfig head is null <check>");
        });

        Map<String, String> data = fontless.format(figure("a")).data();

        assertFalse(data.containsKey("image/png"));
        assertTrue(data.get("text/html").contains("Fontconfig head is null &lt;check&gt;"));
        assertTrue(data(data.get("text/html")).group(2).contains("\"bar\""));
    }

    @Test
    @RequiresFonts
    void everyKindOfFigureIsShown() {
        Renderer renderer = Renderer.standard();
        PlainFigures.all().forEach((kind, figure) -> {
            Map<String, String> data = renderer.render(figure).data();
            assertTrue(data.containsKey("text/html"), kind + ": " + data.get("text/plain"));
            assertTrue(data.get("image/png").length() > 5_000, kind);
        });
    }

    @Test
    void aFigureThatCannotBeReadIsShownAsTextWithTheReason() {
        Figure odd = new Figure(new OddTrace());

        assertTrue(Renderer.standard().render(odd).data().get("text/plain").contains("display failed"));
    }
}
