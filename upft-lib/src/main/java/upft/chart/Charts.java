package upft.chart;

import java.util.List;
import tech.tablesaw.plotly.components.Figure;
import upft.experiment.Comparison;
import upft.training.TrainingLog;

/** The project's charts as Tablesaw figures. STUB */
public final class Charts {
    private Charts() {}

    /** Greedy accuracy and avg@k of each method, with standard errors as error bars. */
    public static Figure accuracy(Comparison comparison) {
        throw new UnsupportedOperationException("pending " + comparison);
    }

    /** Tokens sampled, tokens trained and seconds of each method. */
    public static Figure cost(Comparison comparison) {
        throw new UnsupportedOperationException("pending " + comparison);
    }

    /** avg@k against all tokens spent, one point a method. */
    public static Figure accuracyAgainstTokens(Comparison comparison) {
        throw new UnsupportedOperationException("pending " + comparison);
    }

    /** Loss against step, one line a run. */
    public static Figure loss(List<TrainingLog> logs) {
        throw new UnsupportedOperationException("pending " + logs);
    }
}
