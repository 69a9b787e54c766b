package upft.kernel.display.chart.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import upft.chart.Charts;
import upft.evaluation.Estimate;
import upft.evaluation.Score;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.kernel.display.chart.Chart;
import upft.kernel.display.chart.PlainFigures;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

@RequiresFonts
class ChartPictureTest {
    /** Kinds of which no picture is drawn: title and a sentence stand there. */
    private static final Set<String> SENTENCES = Set.of("violins", "histogram of two", "candles", "space");

    private static final Color BASE = new Color(0x7F7F7F);
    private static final Color UPFT = new Color(0x0072B2);
    private static final Color RFT = new Color(0x009E73);

    private static BufferedImage picture(Figure figure) {
        return ChartPicture.of(Chart.of(figure));
    }

    private static long count(BufferedImage image, Color colour) {
        return pixels(image).filter(rgb -> rgb == colour.getRGB()).count();
    }

    private static IntStream pixels(BufferedImage image) {
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }

    private static boolean hasColour(BufferedImage image) {
        return pixels(image).mapToObj(Color::new).anyMatch(each -> Math.abs(each.getRed() - each.getBlue()) > 60);
    }

    private static MethodResult result(String method, double greedy, Bill bill) {
        Score score = new Score(
                method, "demo", 100, new Estimate(greedy, 0.02), new Estimate(greedy, 0.01), 8, 1, 0, Bill.NOTHING);
        return new MethodResult(method, score, bill, Optional.empty());
    }

    private static final Comparison COMPARISON = Comparison.of(
            result("base", 0.4, Bill.NOTHING),
            result("upft", 0.5, new Bill(100, 100, 1, 1)),
            result("rft", 0.8, new Bill(10_000, 1_000, 9, 3)));

    @Test
    void accuracyBarsAreAsTallAsTheAccuracies() {
        BufferedImage image = picture(Charts.accuracy(COMPARISON));

        assertEquals(ChartPicture.SCALE * ChartPicture.WIDTH, image.getWidth());
        assertEquals(Color.WHITE.getRGB(), image.getRGB(2, 2));
        // The legend's squares and the error bars' ink are the same for each, and small.
        double base = count(image, BASE);
        assertEquals(2.0, count(image, RFT) / base, 0.1);
        assertEquals(1.25, count(image, UPFT) / base, 0.1);
    }

    @Test
    void costHasThreePanelsWithTheMethodsColours() {
        BufferedImage image = picture(Charts.cost(COMPARISON));

        int third = image.getWidth() / 3;
        for (int panel = 0; panel < 3; panel++) {
            BufferedImage part = image.getSubimage(panel * third, 0, third, image.getHeight());
            assertTrue(count(part, RFT) > 5_000, "panel " + panel);
        }
        // The base model cost nothing: of its grey there are no more than a few points, of letters.
        assertTrue(count(image, BASE) < 200);
    }

    @Test
    void pointsAndLinesOfAllOurChartsAreDrawn() {
        TrainingLog log = new TrainingLog(
                "upft",
                TrainingSettings.defaults(),
                List.of(new TrainingStep(1, 0, 2.5, 1, 1, 1, 1), new TrainingStep(2, 0, Double.NaN, 1, 1, 1, 1)));

        assertTrue(count(picture(Charts.accuracyAgainstTokens(COMPARISON)), UPFT) > 50);
        assertTrue(count(picture(Charts.loss(List.of(log))), UPFT) > 50);
    }

    @Test
    void everyKindOfFigureHasAPictureOrASentence() {
        for (Map.Entry<String, Figure> each : PlainFigures.all().entrySet()) {
            BufferedImage image = picture(each.getValue());
            assertTrue(count(image, Color.WHITE) < (long) image.getWidth() * image.getHeight(), each.getKey());
            assertEquals(!SENTENCES.contains(each.getKey()), hasColour(image), each.getKey());
        }
    }

    @Test
    void aTracesOwnColourIsUsed() {
        for (String colour : List.of("#ff8800", "#f80", "rgb(255, 136, 0)")) {
            BarTrace bars = BarTrace.builder(new Object[] {"a"}, new double[] {1})
                    .marker(Marker.builder().color(colour).build())
                    .build();
            assertTrue(count(picture(new Figure(bars)), new Color(0xFF8800)) > 10_000, colour);
        }
    }

    @Test
    void oddDataIsDrawnOrSaidButNeverFails() {
        Layout logs = Layout.builder()
                .xAxis(Axis.builder().type(Axis.Type.LOG).build())
                .yAxis(Axis.builder().type(Axis.Type.LOG).build())
                .build();
        ScatterTrace point =
                ScatterTrace.builder(new double[] {3}, new double[] {7}).build();
        ScatterTrace nothing =
                ScatterTrace.builder(new double[] {}, new double[] {}).build();
        ScatterTrace negative =
                ScatterTrace.builder(new double[] {-1, 10}, new double[] {5, 6}).build();
        ScatterTrace gaps = ScatterTrace.builder(new double[] {1, 2, 3}, new double[] {1, Double.NaN, 2})
                .mode(ScatterTrace.Mode.LINE)
                .build();
        BarTrace noBars = BarTrace.builder(new Object[] {}, new double[] {}).build();

        assertTrue(hasColour(picture(new Figure(point))));
        assertTrue(hasColour(picture(new Figure(logs, point))));
        assertTrue(hasColour(picture(new Figure(logs, negative))));
        assertTrue(hasColour(picture(new Figure(gaps))));
        assertTrue(hasColour(picture(new Figure(nothing, point))));
        assertFalse(hasColour(picture(new Figure(nothing))));
        assertFalse(hasColour(picture(new Figure(noBars))));
    }

    @Test
    void numbersAtAxesAreShort() {
        assertEquals(
                List.of("0", "0.25", "-1.5", "999", "1k", "12.5k", "640k", "1.005M", "2G", "3T", "5000T"),
                Stream.of(0, 0.25, -1.5, 999, 1_000, 12_500, 640_000, 1_005_000, 2e9, 3e12, 5e15)
                        .map(Number::doubleValue)
                        .map(TickLabels::of)
                        .toList());
    }
}
