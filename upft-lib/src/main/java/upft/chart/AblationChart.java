package upft.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import upft.evaluation.Estimate;
import upft.experiment.AblationResult;
import upft.io.UserException;

/** {@link Charts#ablation}. */
record AblationChart(AblationResult result) {
    AblationChart {
        if (result.runs().isEmpty()) {
            throw new UserException("There is no run to chart: the ablation is empty. Run it first.");
        }
    }

    Figure figure() {
        String metric = result.k() > 0 ? "avg@" + result.k() : "greedy";
        Layout layout = Figures.layout("Accuracy against prefix length, on " + result.questions())
                .xAxis(Axis.builder()
                        .title("prefix length t in tokens (log scale)")
                        .type(Axis.Type.LOG)
                        .build())
                .yAxis(Figures.axis(metric + " accuracy (%), ± 1 standard error"))
                .showLegend(true)
                .build();
        List<Double> ratios = result.rows().stream()
                .map(AblationResult.Row::structure)
                .distinct()
                .toList();
        Palette palette = new Palette(ratios.stream().map(AblationChart::name).toList());
        return Figures.figure(
                layout,
                ratios.stream()
                        .map(ratio -> line(ratio, palette.of(name(ratio))))
                        .toList());
    }

    private static String name(double ratio) {
        return "structure ratio " + ratio;
    }

    private AttributeTrace line(double ratio, Palette.Mark mark) {
        List<AblationResult.Row> rows =
                result.rows().stream().filter(row -> row.structure() == ratio).toList();
        List<Estimate> accuracies =
                rows.stream().map(AblationResult.Row::accuracy).toList();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", "scatter");
        attributes.put("mode", "lines+markers");
        attributes.put("name", name(ratio));
        attributes.put("x", rows.stream().map(AblationResult.Row::prefix).toList());
        attributes.put("y", accuracies.stream().map(each -> 100 * each.mean()).toList());
        attributes.put("error_y", Figures.errorBars(accuracies));
        attributes.put("hovertext", accuracies.stream().map(Estimate::toString).toList());
        attributes.put("hoverinfo", "x+text+name");
        attributes.put("line", Map.of("color", mark.colour()));
        attributes.put("marker", Map.of("color", mark.colour(), "symbol", mark.symbol(), "size", 8));
        return new AttributeTrace(attributes);
    }
}
