package upft.experiment;

import java.util.ArrayList;
import java.util.List;
import upft.data.ProblemSet;
import upft.evaluation.EvaluationSettings;
import upft.io.UserException;
import upft.model.LanguageModel;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.task.CancelToken;
import upft.task.Progress;
import upft.training.TrainingSettings;

/**
 * UPFT over prefix lengths and structure ratios, each trained with several seeds and measured, as in the paper's ablations.
 *
 * <p>For each seed all is sampled once, at the longest prefix and the largest share, and cut for the others. A seed draws
 * the traces, the share of whole traces and the order of the examples, as {@code %train --seed} does. A run that is in the
 * store is not made again: it goes by the contents of the model, the problems and the questions, and by all settings.
 *
 * @param recipe whose other settings all runs have
 * @param questions that the models are measured on; settings are chosen on development problems
 */
public record Ablation(
        Upft recipe,
        SamplingSettings sampling,
        TrainingSettings training,
        List<Integer> prefixes,
        List<Double> structures,
        List<Long> seeds,
        ProblemSet questions,
        EvaluationSettings measuring) {
    /** @throws UserException if there is no length, ratio or seed, or one is out of its range */
    public Ablation {
        prefixes = prefixes.stream().distinct().sorted().toList();
        structures = structures.stream().distinct().sorted().toList();
        seeds = seeds.stream().distinct().toList();
        if (prefixes.isEmpty() || structures.isEmpty() || seeds.isEmpty()) {
            throw new UserException("An ablation needs a prefix length, a structure ratio and a seed at least.");
        }
        for (int prefix : prefixes) {
            Upft.prefix(prefix);
        }
        structures.forEach(recipe::structure);
    }

    /** How many trainings it is. */
    public int size() {
        return prefixes.size() * structures.size() * seeds.size();
    }

    /**
     * Makes the runs that are not done. What is done when the task is cancelled is in the store.
     *
     * @throws UserException if a prompt or the tokens asked for do not fit the model's context
     */
    public AblationResult run(
            LanguageModel base, ProblemSet problems, AblationStore store, Progress progress, CancelToken cancel) {
        return new AblationSweep(this, base, problems, store, progress, cancel).run();
    }

    /** The runs of one seed, in the order of ratios and lengths. */
    List<Cell> cells(long seed) {
        List<Cell> cells = new ArrayList<>();
        for (double structure : structures) {
            for (int prefix : prefixes) {
                cells.add(new Cell(prefix, structure, seed));
            }
        }
        return cells;
    }

    /** One run. */
    record Cell(int prefix, double structure, long seed) {
        Method method(Ablation ablation) {
            Upft upft = ablation.recipe.withPrefix(prefix).structure(structure).seed(seed);
            return new Method(toString(), upft, ablation.sampling.withSeed(seed), ablation.training.withSeed(seed));
        }

        @Override
        public String toString() {
            return "prefix " + prefix + ", structure " + structure + ", seed " + seed;
        }
    }
}
