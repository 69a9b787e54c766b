package upft.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import upft.io.UserException;
import upft.training.TrainingLog;
import upft.training.TrainingStep;

/** {@link Charts#loss}. */
record LossChart(List<TrainingLog> logs) {
    /** Up to this many steps each step is marked, so that a run of one step shows. */
    private static final int MARKED_STEPS = 60;

    LossChart {
        logs = logs.stream().filter(each -> !each.steps().isEmpty()).toList();
        if (logs.isEmpty()) {
            throw new UserException("There is no loss to chart: no run has made a step. Train a model first.");
        }
    }

    Figure figure() {
        Layout layout = Figures.layout("Training loss")
                .xAxis(Figures.axis("step"))
                .yAxis(Figures.axis("loss of the step's batch (nats a token)"))
                .showLegend(true)
                .build();
        Palette palette = new Palette(logs.stream().map(TrainingLog::name).toList());
        return Figures.figure(
                layout,
                logs.stream().map(each -> line(each, palette.of(each.name()))).toList());
    }

    private static AttributeTrace line(TrainingLog log, Palette.Mark mark) {
        List<TrainingStep> steps = log.steps();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", "scatter");
        attributes.put("mode", steps.size() <= MARKED_STEPS ? "lines+markers" : "lines");
        attributes.put("name", log.name());
        attributes.put("x", steps.stream().map(TrainingStep::step).toList());
        attributes.put("y", steps.stream().map(TrainingStep::loss).toList());
        attributes.put("line", Map.of("color", mark.colour()));
        attributes.put("marker", Map.of("color", mark.colour(), "symbol", mark.symbol(), "size", 6));
        return new AttributeTrace(attributes);
    }
}
