package upft.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;
import upft.evaluation.Estimate;
import upft.experiment.Comparison;
import upft.experiment.MethodResult;
import upft.io.UserException;

/** What the charts have in common. */
final class Figures {
    /** In pixels; the width is the page's. */
    static final int HEIGHT = 420;

    private Figures() {}

    static Layout.LayoutBuilder layout(String title) {
        return Layout.builder().title(title).autosize(true).height(HEIGHT);
    }

    static Axis axis(String title) {
        return Axis.builder().title(title).build();
    }

    static Figure figure(Layout layout, List<? extends Trace> traces) {
        return Figure.builder()
                .layout(layout)
                .config(Config.builder().responsive(true).displayLogo(false).build())
                .addTraces(traces.toArray(Trace[]::new))
                .build();
    }

    /** Error bars of plus and minus one standard error, in percentage points. */
    static Map<String, Object> errorBars(List<Estimate> estimates) {
        return Map.of(
                "type",
                "data",
                "array",
                estimates.stream().map(each -> 100 * each.standardError()).toList());
    }

    static Palette palette(Comparison comparison) {
        return new Palette(
                comparison.results().stream().map(MethodResult::method).toList());
    }

    /** "demo/test, 1,000 questions": what the scores of a comparison were measured on. */
    static String problems(Comparison comparison) {
        var score = comparison.results().get(0).score();
        return score.problems() + String.format(Locale.ROOT, ", %,d questions", score.questions());
    }

    static void requireResults(Comparison comparison) {
        if (comparison.results().isEmpty()) {
            throw new UserException("There is no result to chart: the comparison is empty. Evaluate a model first.");
        }
    }
}
