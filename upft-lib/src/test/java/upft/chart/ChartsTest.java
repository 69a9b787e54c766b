package upft.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import upft.evaluation.Estimate;
import upft.evaluation.Score;
import upft.experiment.AblationResult;
import upft.experiment.AblationRun;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.io.UserException;
import upft.task.Bill;
import upft.training.TrainingLog;
import upft.training.TrainingSettings;
import upft.training.TrainingStep;

class ChartsTest {
    private static final Comparison FOUR_METHODS = new Comparison(List.of(
            result("base", 0.5, 0.542, Bill.NOTHING),
            result("upft", 0.51, 0.56, new Bill(1_500, 1_200, 2.5, 1.5)),
            result("sft", 0.505, 0.57, new Bill(40_000, 38_000, 20, 10)),
            result("rft", 0.53, 0.61, new Bill(640_000, 30_000, 320, 9))));

    @Test
    void accuracyHasABarForEachMethodAndDecodingWithItsStandardError() {
        List<JsonObject> traces = traces(Charts.accuracy(FOUR_METHODS));

        assertEquals(List.of("base", "upft", "sft", "rft"), strings(traces, "name"));
        JsonObject upft = traces.get(1);
        assertEquals("bar", upft.get("type").getAsString());
        assertEquals("[\"greedy\",\"avg@16\"]", upft.get("x").toString());
        assertNumbers(upft.getAsJsonArray("y"), 51, 56);
        assertNumbers(upft.getAsJsonObject("error_y").getAsJsonArray("array"), 1.6, 1.25);
        assertEquals("51.0% ± 1.6", upft.getAsJsonArray("hovertext").get(0).getAsString());
    }

    @Test
    void avgAtKIsLeftOutWhereItWasNotMeasured() {
        Score greedyOnly = new Score(
                "m",
                "demo/test",
                20,
                new Estimate(0.5, 0.1),
                new Estimate(Double.NaN, Double.NaN),
                0,
                1,
                0,
                Bill.NOTHING);
        Comparison comparison =
                new Comparison(List.of(new MethodResult("base", greedyOnly, Bill.NOTHING, Optional.empty())));

        assertEquals(
                "[\"greedy\"]",
                traces(Charts.accuracy(comparison)).get(0).get("x").toString());
        assertNumbers(traces(Charts.accuracyAgainstTokens(comparison)).get(0).getAsJsonArray("y"), 50);
    }

    @Test
    void anAblationHasALineForEachStructureRatioAndAPointForEachLength() {
        AblationResult result = new AblationResult(
                "demo/dev",
                2,
                List.of(
                        ablated(2, 0, 0.5, 0.5),
                        ablated(8, 0, 1, 0.5),
                        ablated(2, 0.1, 0, 0.5),
                        ablated(8, 0.1, 0.5, 0.5)),
                0);

        List<JsonObject> lines = traces(Charts.ablation(result));

        assertEquals(List.of("structure ratio 0.0", "structure ratio 0.1"), strings(lines, "name"));
        assertNumbers(lines.get(0).getAsJsonArray("x"), 2, 8);
        assertNumbers(lines.get(0).getAsJsonArray("y"), 50, 75);
        assertNumbers(lines.get(1).getAsJsonArray("y"), 25, 50);
        assertNumbers(lines.get(1).getAsJsonObject("error_y").getAsJsonArray("array"), 25, 0);
        assertThrows(UserException.class, () -> Charts.ablation(new AblationResult("demo/dev", 2, List.of(), 0)));
    }

    private static AblationRun ablated(int prefix, double structure, double... accuracies) {
        List<Double> samples = DoubleStream.of(accuracies).boxed().toList();
        return new AblationRun("", prefix, structure, 1, samples, samples, 1, Bill.NOTHING);
    }

    @Test
    void costHasAPanelForEachKindOfCostWithTheValuesAtTheBars() {
        List<JsonObject> panels = traces(Charts.cost(FOUR_METHODS));

        assertEquals(List.of("y", "y2", "y3"), strings(panels, "yaxis"));
        assertNumbers(panels.get(0).getAsJsonArray("y"), 0, 1_500, 40_000, 640_000);
        assertNumbers(panels.get(1).getAsJsonArray("y"), 0, 1_200, 38_000, 30_000);
        assertNumbers(panels.get(2).getAsJsonArray("y"), 0, 4, 30, 329);
        assertEquals(
                "[\"0\",\"1.5k\",\"40k\",\"640k\"]", panels.get(0).get("text").toString());
        assertEquals(
                "320.0 s sampling + 9.0 s training",
                panels.get(2).getAsJsonArray("hovertext").get(3).getAsString());
    }

    @Test
    void aMethodHasTheSameColourInEveryChart() {
        String accuracy = traces(Charts.accuracy(FOUR_METHODS))
                .get(2)
                .getAsJsonObject("marker")
                .get("color")
                .getAsString();

        assertEquals(
                accuracy,
                traces(Charts.cost(FOUR_METHODS))
                        .get(0)
                        .getAsJsonObject("marker")
                        .getAsJsonArray("color")
                        .get(2)
                        .getAsString());
        assertEquals(
                accuracy,
                traces(Charts.accuracyAgainstTokens(FOUR_METHODS))
                        .get(2)
                        .getAsJsonObject("marker")
                        .get("color")
                        .getAsString());
        assertEquals(
                accuracy,
                traces(Charts.loss(List.of(log("sft", 1.5))))
                        .get(0)
                        .getAsJsonObject("line")
                        .get("color")
                        .getAsString());
    }

    @Test
    void whatSpentNoTokensIsALineAcrossTheLogarithmicScale() {
        Figure figure = Charts.accuracyAgainstTokens(FOUR_METHODS);
        List<JsonObject> traces = traces(figure);

        assertTrue(figure.getLayout().asJavascript().contains("type: 'log'"));
        assertEquals(List.of("lines", "markers", "markers", "markers"), strings(traces, "mode"));
        assertNumbers(traces.get(0).getAsJsonArray("y"), 54.2, 54.2);
        assertNumbers(traces.get(0).getAsJsonArray("x"), 1_800, 1_005_000);
        assertNumbers(traces.get(1).getAsJsonArray("x"), 2_700);
        assertNumbers(traces.get(1).getAsJsonArray("y"), 56);
    }

    @Test
    void withoutAnyTokensTheScaleIsLinear() {
        Figure figure = Charts.accuracyAgainstTokens(
                new Comparison(FOUR_METHODS.results().subList(0, 1)));

        assertFalse(figure.getLayout().asJavascript().contains("'log'"));
        assertNumbers(traces(figure).get(0).getAsJsonArray("x"), 0);
    }

    @Test
    void lossHasALineForEachRunAndAPointForARunOfOneStep() {
        List<JsonObject> traces = traces(Charts.loss(List.of(log("upft", 2.5, 2.25), log("mine", 3.5))));

        assertNumbers(traces.get(0).getAsJsonArray("x"), 1, 2);
        assertNumbers(traces.get(0).getAsJsonArray("y"), 2.5, 2.25);
        assertEquals("lines+markers", traces.get(1).get("mode").getAsString());
        assertNumbers(traces.get(1).getAsJsonArray("y"), 3.5);
    }

    @Test
    void aLossThatIsNoNumberIsAGap() {
        assertTrue(traces(Charts.loss(List.of(log("upft", 2.5, Double.NaN))))
                .get(0)
                .getAsJsonArray("y")
                .get(1)
                .isJsonNull());
    }

    @Test
    void namesCannotEndTheScriptTheyAreWrittenInto() {
        String name = "it's </script><b>\"";
        Figure figure = Charts.loss(List.of(log(name, 1)));

        assertFalse(figure.asJavascript("here").contains("it's </script>"));
        assertEquals(name, traces(figure).get(0).get("name").getAsString());
    }

    @Test
    void nothingToChartIsSaidPlainly() {
        Comparison empty = new Comparison(List.of());
        for (var chart : List.<org.junit.jupiter.api.function.Executable>of(
                () -> Charts.accuracy(empty),
                () -> Charts.cost(empty),
                () -> Charts.accuracyAgainstTokens(empty),
                () -> Charts.loss(List.of(log("upft"))))) {
            assertTrue(assertThrows(UserException.class, chart).getMessage().contains("to chart"));
        }
    }

    @Test
    void amountsKeepThreeDigitsAtMost() {
        assertEquals(
                List.of("0", "0.25", "9.99", "10", "12", "999", "1k", "1.23k", "1M", "36.9M", "2.4G"),
                Stream.of(0, 0.25, 9.99, 9.999, 12, 999, 1_000, 1_234, 999_999, 36_900_000, 2_400_000_000L)
                        .map(Number::doubleValue)
                        .map(Amount::brief)
                        .toList());
    }

    @Test
    void unknownMethodsGetColoursOfTheirOwn() {
        Palette palette = new Palette(List.of("base", "upft", "sft", "rft", "a", "b", "c", "d", "e"));

        assertEquals(
                9,
                Stream.of("base", "upft", "sft", "rft", "a", "b", "c", "d", "e")
                        .map(name -> palette.of(name).colour())
                        .distinct()
                        .count());
    }

    @Test
    void coloursStandOutFromWhiteAndFromNearBlack() {
        List<String> names = List.of("base", "upft", "sft", "rft", "a", "b", "c", "d", "e");
        for (String name : names) {
            String colour = new Palette(names).of(name).colour();
            assertTrue(contrast(colour, "#FFFFFF") >= 3, colour);
            assertTrue(contrast(colour, "#111111") >= 3, colour);
        }
    }

    /** WCAG 2.1's contrast ratio. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] linear = IntStream.of(1, 3, 5)
                .mapToDouble(i -> Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0)
                .map(c -> c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static MethodResult result(String method, double greedy, double sampled, Bill bill) {
        Score score = new Score(
                method,
                "demo/test",
                1000,
                new Estimate(greedy, 0.016),
                new Estimate(sampled, 0.0125),
                16,
                0.99,
                0.01,
                Bill.NOTHING);
        return new MethodResult(method, score, bill, Optional.empty());
    }

    private static TrainingLog log(String name, double... losses) {
        List<TrainingStep> steps = IntStream.range(0, losses.length)
                .mapToObj(i -> new TrainingStep(i + 1, 0.1 * i, losses[i], 1, 1e-5, 10, 100))
                .toList();
        return new TrainingLog(name, SETTINGS, steps);
    }

    private static final TrainingSettings SETTINGS = TrainingSettings.defaults();

    private static List<JsonObject> traces(Figure figure) {
        return Stream.of(figure.getTraces())
                .map(trace -> trace.asJavascript(0))
                .map(script -> script.substring(script.indexOf('{'), script.lastIndexOf('}') + 1))
                .map(json -> JsonParser.parseString(json).getAsJsonObject())
                .toList();
    }

    private static List<String> strings(List<JsonObject> traces, String attribute) {
        return traces.stream().map(each -> each.get(attribute).getAsString()).toList();
    }

    private static void assertNumbers(JsonArray actual, double... expected) {
        List<Double> numbers = new ArrayList<>();
        actual.forEach(each -> numbers.add(each.getAsDouble()));
        assertEquals(expected.length, numbers.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], numbers.get(i), 1e-9);
        }
    }
}
