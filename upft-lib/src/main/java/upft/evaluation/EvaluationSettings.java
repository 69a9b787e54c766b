package upft.evaluation;

import upft.io.UserException;
import upft.sampling.SamplingSettings;

/**
 * How a model is measured: greedy decoding once, and k samples a question. What its generation_config.json says besides is
 * heeded: cuts for the samples, repetition penalty and stop strings for greedy decoding too.
 *
 * @param samples k of avg@k; 0 leaves avg@k out
 * @param temperature of the k samples
 * @param maxTokens tokens an answer at most
 * @param seed of the sampling
 * @param batchSize rows decoded together
 */
public record EvaluationSettings(int samples, double temperature, int maxTokens, long seed, int batchSize) {
    private static final EvaluationSettings DEFAULTS =
            new EvaluationSettings(4, SamplingSettings.PAPER_TEMPERATURE, 256, 1234, 128);

    public EvaluationSettings {
        if (samples < 0) {
            throw new UserException("avg@k with k = " + samples + ". Give at least 1, or 0 to leave avg@k out.");
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new UserException("The temperature of avg@k is " + temperature
                    + ". Give a positive number, such as 0.6; greedy accuracy is measured besides.");
        }
        if (maxTokens < 1) {
            throw new UserException("The longest answer is " + maxTokens + " tokens. Give at least 1.");
        }
        if (batchSize < 1) {
            throw new UserException("The batch size is " + batchSize + ". Give at least 1.");
        }
    }

    /** 4 samples a question at temperature 0.6, at most 256 tokens, 128 rows. */
    public static EvaluationSettings defaults() {
        return DEFAULTS;
    }

    public EvaluationSettings withSamples(int k) {
        return new EvaluationSettings(k, temperature, maxTokens, seed, batchSize);
    }

    public EvaluationSettings withTemperature(double newTemperature) {
        return new EvaluationSettings(samples, newTemperature, maxTokens, seed, batchSize);
    }

    public EvaluationSettings withMaxTokens(int tokens) {
        return new EvaluationSettings(samples, temperature, tokens, seed, batchSize);
    }

    public EvaluationSettings withSeed(long newSeed) {
        return new EvaluationSettings(samples, temperature, maxTokens, newSeed, batchSize);
    }

    public EvaluationSettings withBatchSize(int rows) {
        return new EvaluationSettings(samples, temperature, maxTokens, seed, rows);
    }
}
