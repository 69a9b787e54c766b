package upft.experiment;

import java.util.Optional;
import upft.evaluation.Score;
import upft.task.Bill;
import upft.training.TrainingLog;

/**
 * One row of a comparison.
 *
 * @param method "base", "upft", "sft", "rft" or a run's own name
 * @param bill cost of making the model (its sampling and its training; evaluation is not counted)
 * @param log empty for the base model
 */
public record MethodResult(String method, Score score, Bill bill, Optional<TrainingLog> log) {
    /** Optimiser steps of its training; 0 for the base model. */
    public int steps() {
        return log.map(TrainingLog::size).orElse(0);
    }

    /** Peak learning rate of its training; NaN for the base model. */
    public double learningRate() {
        return log.map(each -> each.settings().learningRate()).orElse(Double.NaN);
    }
}
