package upft.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import upft.evaluation.Estimate;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;

/** {@link Charts#accuracyAgainstTokens}. */
record AccuracyAgainstTokensChart(Comparison comparison) {
    AccuracyAgainstTokensChart {
        Figures.requireResults(comparison);
    }

    Figure figure() {
        Layout layout = Figures.layout("Accuracy against tokens, on " + Figures.problems(comparison))
                .xAxis(Axis.builder()
                        .title("tokens sampled and trained" + (spent().getCount() > 0 ? " (log scale)" : ""))
                        .type(spent().getCount() > 0 ? Axis.Type.LOG : Axis.Type.LINEAR)
                        .build())
                .yAxis(Figures.axis(metric() + " accuracy (%), ± 1 standard error"))
                .showLegend(true)
                .build();
        Palette palette = Figures.palette(comparison);
        return Figures.figure(
                layout,
                comparison.results().stream()
                        .map(each -> trace(each, palette.of(each.method())))
                        .toList());
    }

    private AttributeTrace trace(MethodResult result, Palette.Mark mark) {
        long tokens = result.bill().tokens();
        return tokens == 0 && spent().getCount() > 0 ? lineAcross(result, mark) : point(result, tokens, mark);
    }

    private static AttributeTrace point(MethodResult result, long tokens, Palette.Mark mark) {
        Map<String, Object> attributes = common(result, List.of((double) tokens));
        attributes.put("mode", "markers");
        attributes.put("error_y", Figures.errorBars(List.of(accuracy(result))));
        attributes.put("marker", Map.of("color", mark.colour(), "symbol", mark.symbol(), "size", 11));
        return new AttributeTrace(attributes);
    }

    /** From the least to the most that a method spent, a little beyond so that it shows with a single method. */
    private AttributeTrace lineAcross(MethodResult result, Palette.Mark mark) {
        Map<String, Object> attributes = common(result, List.of(spent().getMin() / 1.5, spent().getMax() * 1.5));
        attributes.put("mode", "lines");
        attributes.put("error_y", Figures.errorBars(List.of(accuracy(result), accuracy(result))));
        attributes.put("line", Map.of("color", mark.colour(), "dash", "dash"));
        return new AttributeTrace(attributes);
    }

    private static Map<String, Object> common(MethodResult result, List<Double> x) {
        Estimate accuracy = accuracy(result);
        String hover = String.format(
                Locale.ROOT,
                "%s at %,d tokens",
                accuracy.toString(),
                result.bill().tokens());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", "scatter");
        attributes.put("name", result.bill().tokens() == 0 ? result.method() + " (no tokens)" : result.method());
        attributes.put("x", x);
        attributes.put("y", x.stream().map(each -> 100 * accuracy.mean()).toList());
        attributes.put("hovertext", x.stream().map(each -> hover).toList());
        attributes.put("hoverinfo", "text+name");
        return attributes;
    }

    private LongSummaryStatistics spent() {
        return comparison.results().stream()
                .mapToLong(each -> each.bill().tokens())
                .filter(tokens -> tokens > 0)
                .summaryStatistics();
    }

    private String metric() {
        int k = comparison.results().get(0).score().k();
        return k > 0 ? "avg@" + k : "greedy";
    }

    private static Estimate accuracy(MethodResult result) {
        return result.score().k() > 0
                ? result.score().averageAtK()
                : result.score().greedy();
    }
}
