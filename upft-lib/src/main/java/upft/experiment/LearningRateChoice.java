package upft.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import upft.evaluation.Estimate;
import upft.evaluation.EvaluationResult;
import upft.task.Bill;
import upft.training.TrainingSettings;

/**
 * What a {@link LearningRateSearch} found. Closing it closes the kept model.
 *
 * @param trials in ascending order of the rates; none if there was nothing to train on
 * @param diverged rates at which training broke off, as losses or gradients were no longer finite
 * @param best the run that was kept; its bill is its own, without what the search cost
 */
public record LearningRateChoice(List<Trial> trials, List<Diverged> diverged, MethodRun best) implements AutoCloseable {
    public LearningRateChoice {
        trials = List.copyOf(trials);
        diverged = List.copyOf(diverged);
    }

    /**
     * One rate.
     *
     * @param result on the development problems
     * @param training what the training cost
     */
    public record Trial(double learningRate, EvaluationResult result, Bill training) {
        /** What the rates are judged by: avg@k, or greedy accuracy where that was not measured. */
        public Estimate accuracy() {
            Estimate average = result.score().averageAtK();
            return average.known() ? average : result.score().greedy();
        }
    }

    /**
     * A rate that is too high.
     *
     * @param training what it cost until it broke off
     */
    public record Diverged(double learningRate, Bill training) {}

    /** The trial that was kept; empty if there was none. */
    public Optional<Trial> kept() {
        return trials.isEmpty() ? Optional.empty() : Optional.of(best(trials));
    }

    /** Whether a trial is the one that was kept. */
    public boolean keeps(Trial trial) {
        return kept().equals(Optional.of(trial));
    }

    /** The settings of the run that was kept; these ones if there was nothing to train on. */
    public TrainingSettings settings(TrainingSettings own) {
        return best.tuned().map(tuned -> tuned.log().settings()).orElse(own);
    }

    /** What was spent besides the run that was kept: the training at the other rates, and all evaluations. */
    public Bill searchCost() {
        Bill cost = Bill.NOTHING;
        for (Trial each : trials) {
            cost = cost.plus(each.result().score().bill());
            cost = keeps(each) ? cost : cost.plus(each.training());
        }
        for (Diverged each : diverged) {
            cost = cost.plus(each.training());
        }
        return cost;
    }

    /** The most accurate, of equal ones the first. */
    static Trial best(List<Trial> trials) {
        Trial best = trials.get(0);
        for (Trial each : trials) {
            best = each.accuracy().mean() > best.accuracy().mean() ? each : best;
        }
        return best;
    }

    @Override
    public void close() {
        best.close();
    }

    /** A row a rate, the kept one marked and those that diverged last, then what the search cost. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "  %-14s %14s %14s", "learning rate", "greedy", "avg@k"));
        for (Trial each : trials) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%s %-14s %14s %14s",
                    keeps(each) ? "*" : " ",
                    each.learningRate(),
                    each.result().score().greedy(),
                    each.result().score().averageAtK()));
        }
        for (Diverged each : diverged) {
            text.append(String.format(Locale.ROOT, "\n  %-14s %14s", each.learningRate(), "diverged"));
        }
        return text.append("\nbesides the run that was kept: ")
                .append(searchCost())
                .toString();
    }
}
