package upft.experiment;

import java.util.List;
import upft.task.Bill;

/**
 * One training of an {@link Ablation}, with what its model scored.
 *
 * @param key what it depends on, hashed
 * @param greedy right greedy answers of each question, 0 or 1, in the order of the questions
 * @param samples share of right sampled answers of each question; none where avg@k was not measured
 * @param steps optimiser steps; 0 if there was nothing to train on, and the base model was measured
 * @param bill of the run's own plan and training, as if nothing had been sampled for another
 */
public record AblationRun(
        String key,
        int prefix,
        double structure,
        long seed,
        List<Double> greedy,
        List<Double> samples,
        int steps,
        Bill bill) {
    public AblationRun {
        greedy = List.copyOf(greedy);
        samples = List.copyOf(samples);
    }

    /** Accuracy by question: sampled answers where there are some, else greedy ones. */
    List<Double> accuracy() {
        return samples.isEmpty() ? greedy : samples;
    }
}
