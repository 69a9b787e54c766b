package upft.chart;

import java.util.List;
import tech.tablesaw.plotly.components.Figure;
import upft.experiment.AblationResult;
import upft.experiment.Comparison;
import upft.training.TrainingLog;

/**
 * The project's charts as Tablesaw figures. A notebook shows a figure that is a cell's value; any Java program can put it
 * into a page with {@link tech.tablesaw.plotly.components.Page}.
 *
 * <p>Each method has the same colour and marker in every chart. Every value drawn comes from the argument; values that are
 * not finite are left out.
 */
public final class Charts {
    private Charts() {}

    /**
     * Greedy accuracy and, where it was measured, avg@k of each method in percent, with one standard error up and down.
     *
     * @throws upft.io.UserException if there is no result
     */
    public static Figure accuracy(Comparison comparison) {
        return new AccuracyChart(comparison).figure();
    }

    /**
     * What making each model cost: tokens sampled, tokens trained and seconds, side by side, each on its own linear scale
     * with the value at the bar (a logarithmic bar has no honest length, and the base model's cost is zero).
     *
     * @throws upft.io.UserException if there is no result
     */
    public static Figure cost(Comparison comparison) {
        return new CostChart(comparison).figure();
    }

    /**
     * Accuracy (avg@k, or greedy where avg@k was not measured) against all tokens spent, sampled and trained, on a
     * logarithmic scale; one point a method, with one standard error up and down. A method that spent nothing, as the base
     * model, has no place on that scale and is a dashed line across.
     *
     * @throws upft.io.UserException if there is no result
     */
    public static Figure accuracyAgainstTokens(Comparison comparison) {
        return new AccuracyAgainstTokensChart(comparison).figure();
    }

    /**
     * Accuracy (avg@k, or greedy where avg@k was not measured) against the prefix length, on a logarithmic scale; a line for
     * each structure ratio, with one standard error up and down.
     *
     * @throws upft.io.UserException if the ablation has no run
     */
    public static Figure ablation(AblationResult result) {
        return new AblationChart(result).figure();
    }

    /**
     * Loss of each step's batch against the step, one line a run; a run of a single step is a point.
     *
     * @throws upft.io.UserException if no run has a step
     */
    public static Figure loss(List<TrainingLog> logs) {
        return new LossChart(logs).figure();
    }
}
