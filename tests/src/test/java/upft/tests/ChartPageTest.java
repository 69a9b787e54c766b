package upft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Figure;
import upft.chart.Charts;
import upft.evaluation.Estimate;
import upft.evaluation.Score;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.kernel.display.Renderer;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

/** Charts in a real browser, in pages with nothing but what the charts bring along. */
class ChartPageTest {
    /** Packs the scripts once for all tests. */
    private static final Renderer RENDERER = Renderer.standard();

    private static final Pattern LIVE = Pattern.compile("class=\"js-plotly-plot\"");
    private static final String NASTY = "it's </script><b>bold</b> & \"more\"";
    private static final String NASTY_AS_CONTENT = "it's &lt;/script&gt;&lt;b&gt;bold&lt;/b&gt; &amp; \"more\"";

    /** Chromium's last processes may still write into their profile when the test ends. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path scratch;

    private Browser browser;

    @BeforeEach
    void findBrowser() {
        Optional<Browser> found = Browser.find();
        assumeTrue(found.isPresent(), Browser.ADVICE);
        browser = found.get();
    }

    private String open(String head, List<Figure> figures) throws IOException, InterruptedException {
        String charts = figures.stream()
                .map(figure -> RENDERER.render(figure).data().get("text/html"))
                .collect(Collectors.joining("\n"));
        Path page = scratch.resolve("page.html");
        Files.writeString(
                page,
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\">" + head + "</head><body>" + charts
                        + "</body></html>");
        return browser.document(page, scratch);
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    private static List<Figure> ours() {
        Score score =
                new Score("m", NASTY, 1_000, new Estimate(0.5, 0.02), new Estimate(0.55, 0.01), 16, 1, 0, Bill.NOTHING);
        Comparison comparison = Comparison.of(
                new MethodResult("base", score, Bill.NOTHING, Optional.empty()),
                new MethodResult("upft", score, new Bill(1_000, 900, 2, 1), Optional.empty()));
        TrainingLog log = new TrainingLog(
                NASTY,
                TrainingSettings.defaults(),
                IntStream.range(1, 20)
                        .mapToObj(i -> new TrainingStep(i, 0, 1.0 / i, 1, 1, 1, 1))
                        .toList());
        return List.of(
                Charts.accuracy(comparison),
                Charts.cost(comparison),
                Charts.accuracyAgainstTokens(comparison),
                Charts.loss(List.of(log)));
    }

    @Test
    void liveChartsTakeThePlaceOfTheirPictures() throws Exception {
        String document = open("", ours());

        assertEquals(4, count(LIVE, document));
        assertEquals(0, count(Pattern.compile("<img "), document));
        assertTrue(document.contains(">Accuracy on " + NASTY_AS_CONTENT + ", 1,000 questions</text>"));
        assertTrue(document.contains(">accuracy (%), ± 1 standard error</text>"), "the axis has its title");
        assertTrue(document.contains("class=\"errorbar\""));
    }

    @Test
    void figuresOfTablesawAreDrawnToo() throws Exception {
        Table table = Table.create(
                "t", StringColumn.create("kind", NASTY, "b", "b", "c"), DoubleColumn.create("value", 1, 2, 3, 4));
        List<Figure> figures = List.of(
                VerticalBarPlot.create(NASTY, table.first(2), "kind", "value"),
                Histogram.create("h", table, "value"),
                BoxPlot.create("b", table, "kind", "value"),
                PiePlot.create("p", table.first(2), "kind", "value"));

        String document = open("", figures);

        assertEquals(4, count(LIVE, document));
        assertTrue(count(Pattern.compile(Pattern.quote(NASTY_AS_CONTENT)), document) >= 3);
    }

    @Test
    void theLastChartIsDrawnWithoutTheOnesBefore() throws Exception {
        assertEquals(1, count(LIVE, open("", ours().subList(3, 4))));
    }

    @Test
    void pageScriptsThatCollectModulesDoNotSwallowThePlotter() throws Exception {
        String loaders = "<script>function define() { document.title = 'swallowed'; } define.amd = {};"
                + "var module = {exports: {}}, exports = module.exports;</script>";

        String document = open(loaders, ours().subList(0, 2));

        assertEquals(2, count(LIVE, document));
        assertFalse(document.contains("swallowed</title>"));
    }

    @Test
    void whereScriptsDoNotRunThePicturesStay() throws Exception {
        String document = open("<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">", ours());

        assertEquals(0, count(LIVE, document));
        assertEquals(4, count(Pattern.compile("<img [^>]*src=\"data:image/png;base64,"), document));
    }

    @Test
    void whereAScriptMayNotBeEvaluatedThePicturesStay() throws Exception {
        String document = open(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'unsafe-inline'\">",
                ours().subList(0, 2));

        assertEquals(0, count(LIVE, document));
        assertEquals(2, count(Pattern.compile("<img "), document));
    }

    @Test
    void chartsTakeTheColoursOfThePage() throws Exception {
        String document = open("<style>body { background: #101820; color: #e0e0f0 }</style>", ours().subList(0, 1));

        Stream.of("background: rgb(16, 24, 32)", "fill: rgb(224, 224, 240)")
                .forEach(colour -> assertTrue(document.contains(colour), colour));
    }
}
