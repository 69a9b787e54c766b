package upft.evaluation;

/**
 * @param samples k of avg@k; 0 leaves avg@k out
 * @param temperature of the k samples
 * @param maxTokens tokens an answer at most
 * @param seed of the sampling
 * @param batchSize rows decoded together
 */
public record EvaluationSettings(int samples, double temperature, int maxTokens, long seed, int batchSize) {}
