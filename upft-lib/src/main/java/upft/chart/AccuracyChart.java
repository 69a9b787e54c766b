package upft.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import upft.evaluation.Estimate;
import upft.evaluation.Score;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;

/** {@link Charts#accuracy}: a group of bars for greedy decoding and one for avg@k, a bar a method in each. */
record AccuracyChart(Comparison comparison) {
    AccuracyChart {
        Figures.requireResults(comparison);
    }

    Figure figure() {
        Layout layout = Figures.layout("Accuracy on " + Figures.problems(comparison))
                .xAxis(Figures.axis("decoding"))
                .yAxis(Figures.axis("accuracy (%), ± 1 standard error"))
                .showLegend(true)
                .build();
        Palette palette = Figures.palette(comparison);
        return Figures.figure(
                layout,
                comparison.results().stream()
                        .map(each -> bars(each, palette.of(each.method())))
                        .toList());
    }

    private static AttributeTrace bars(MethodResult result, Palette.Mark mark) {
        Map<String, Estimate> accuracies = accuracies(result.score());
        List<Estimate> estimates = List.copyOf(accuracies.values());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", "bar");
        attributes.put("name", result.method());
        attributes.put("x", List.copyOf(accuracies.keySet()));
        attributes.put("y", estimates.stream().map(each -> 100 * each.mean()).toList());
        attributes.put("error_y", Figures.errorBars(estimates));
        attributes.put("hovertext", estimates.stream().map(Estimate::toString).toList());
        attributes.put("hoverinfo", "x+text+name");
        attributes.put("marker", Map.of("color", mark.colour()));
        return new AttributeTrace(attributes);
    }

    private static Map<String, Estimate> accuracies(Score score) {
        Map<String, Estimate> accuracies = new LinkedHashMap<>();
        accuracies.put("greedy", score.greedy());
        if (score.k() > 0) {
            accuracies.put("avg@" + score.k(), score.averageAtK());
        }
        return accuracies;
    }
}
