package upft.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import upft.evaluation.Evaluation;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.recipe.TrainingSet;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.DivergedException;
import upft.training.Tuned;

/**
 * Chooses the learning rate of a method on development problems: trains it once at each rate, on the same examples, measures
 * each model, and keeps the best by avg@k, or by greedy accuracy where avg@k is not measured. Of equal ones the lowest rate
 * is kept. A rate at which training diverges is passed over.
 *
 * @param rates in ascending order, each once
 * @param evaluation on the development problems; test problems are for the last figure, and the choice must not see them
 */
public record LearningRateSearch(Method method, List<Double> rates, Evaluation evaluation) {
    /** @throws UserException if there is no rate, or one is out of range */
    public LearningRateSearch {
        rates = rates.stream().distinct().sorted().toList();
        if (rates.isEmpty()) {
            throw new UserException("There is no learning rate to choose from. Give two or more.");
        }
        rates.forEach(rate -> method.training().withLearningRate(rate));
    }

    /** A way of training a method; the caller closes what it gives. */
    @FunctionalInterface
    public interface Training {
        MethodRun train(Method method, Progress progress, CancelToken cancel);
    }

    /**
     * Searches on a training set.
     *
     * @param traces that the examples are from
     * @return without a trial if there is no example to train on
     */
    public LearningRateChoice run(
            LanguageModel base, Traces traces, TrainingSet examples, Progress progress, CancelToken cancel) {
        return run((each, heard, token) -> each.train(base, traces, examples, heard, token), progress, cancel);
    }

    /** Searches. Two tuned models are loaded at a time; the one that is not kept is closed. */
    public LearningRateChoice run(Training training, Progress progress, CancelToken cancel) {
        List<MethodRun> open = new ArrayList<>();
        List<LearningRateChoice.Trial> trials = new ArrayList<>();
        List<LearningRateChoice.Diverged> diverged = new ArrayList<>();
        try {
            for (double rate : rates) {
                Progress named = named(rate, progress);
                Method atRate = method.with(method.training().withLearningRate(rate));
                Optional<MethodRun> run = attempt(() -> training.train(atRate, named, cancel), rate, diverged);
                if (run.isEmpty()) {
                    continue;
                }
                open.add(run.get());
                Optional<Tuned> tuned = run.get().tuned();
                if (tuned.isEmpty()) {
                    return new LearningRateChoice(List.of(), List.of(), run.get());
                }
                trials.add(trial(rate, tuned.get(), named, cancel));
                if (open.size() > 1) {
                    boolean better = LearningRateChoice.best(trials).learningRate() == rate;
                    open.remove(better ? 0 : 1).close();
                }
            }
        } catch (RuntimeException e) {
            open.forEach(MethodRun::close);
            throw e;
        }
        return new LearningRateChoice(trials, diverged, open.get(0));
    }

    /** @throws DivergedException if all rates did */
    private Optional<MethodRun> attempt(
            Supplier<MethodRun> training, double rate, List<LearningRateChoice.Diverged> diverged) {
        try {
            return Optional.of(training.get());
        } catch (DivergedException e) {
            diverged.add(new LearningRateChoice.Diverged(rate, e.cost()));
            if (diverged.size() == rates.size()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private LearningRateChoice.Trial trial(double rate, Tuned tuned, Progress progress, CancelToken cancel) {
        return new LearningRateChoice.Trial(rate, evaluation.of(tuned.model(), progress, cancel), tuned.bill());
    }

    private static Progress named(double rate, Progress progress) {
        return report ->
                progress.as("learning rate " + rate + ": " + report.activity()).report(report);
    }
}
