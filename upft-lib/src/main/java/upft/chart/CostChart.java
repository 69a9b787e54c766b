package upft.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.Layout;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.task.Bill;

/** {@link Charts#cost}: three panels with a bar a method in each. */
record CostChart(Comparison comparison) {
    CostChart {
        Figures.requireResults(comparison);
    }

    Figure figure() {
        Layout layout = Figures.layout("Cost of making each model")
                .grid(Grid.builder()
                        .rows(1)
                        .columns(3)
                        .xGap(0.3)
                        .pattern(Grid.Pattern.INDEPENDENT)
                        .ySide(Grid.YSide.LEFT_PLOT)
                        .build())
                .yAxis(Figures.axis("tokens sampled"))
                .yAxis2(Figures.axis("tokens trained"))
                .yAxis3(Figures.axis("seconds, sampling and training"))
                .showLegend(false)
                .build();
        return Figures.figure(
                layout,
                List.of(
                        panel("", "tokens sampled", Bill::tokensSampled, bill -> whole(bill.tokensSampled())),
                        panel("2", "tokens trained", Bill::tokensTrained, bill -> whole(bill.tokensTrained())),
                        panel("3", "seconds", CostChart::seconds, CostChart::secondsInParts)));
    }

    private AttributeTrace panel(
            String axis, String name, ToDoubleFunction<Bill> amount, Function<Bill, String> inFull) {
        Palette palette = Figures.palette(comparison);
        List<Double> amounts = each(result -> amount.applyAsDouble(result.bill()));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", "bar");
        attributes.put("name", name);
        attributes.put("x", each(MethodResult::method));
        attributes.put("y", amounts);
        attributes.put("xaxis", "x" + axis);
        attributes.put("yaxis", "y" + axis);
        attributes.put("text", amounts.stream().map(Amount::brief).toList());
        attributes.put("textposition", "outside");
        attributes.put("cliponaxis", false);
        attributes.put("hovertext", each(result -> inFull.apply(result.bill())));
        attributes.put("hoverinfo", "x+text+name");
        attributes.put("marker", Map.of("color", each(result -> palette.of(result.method())
                .colour())));
        return new AttributeTrace(attributes);
    }

    private <T> List<T> each(Function<MethodResult, T> of) {
        return comparison.results().stream().map(of).toList();
    }

    private static double seconds(Bill bill) {
        return bill.secondsSampling() + bill.secondsTraining();
    }

    private static String whole(long tokens) {
        return String.format(Locale.ROOT, "%,d", tokens);
    }

    private static String secondsInParts(Bill bill) {
        return String.format(
                Locale.ROOT, "%.1f s sampling + %.1f s training", bill.secondsSampling(), bill.secondsTraining());
    }
}
