package upft.demo;

import upft.evaluation.EvaluationSettings;
import upft.recipe.Rft;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.training.TrainingSettings;

/**
 * What suits the demo model, found on the development set (docs/demo-model.md has the figures). The paper's own settings
 * but where a model of 0.8 M parameters needs others: a learning rate twenty times as high, and smaller batches, since
 * some hundred questions would otherwise make no more than a dozen steps.
 *
 * @param prefix t of UPFT: an opening and the first words after it
 * @param structure p of UPFT
 * @param rftSamples K of RFT
 * @param maxTokens tokens of a solution at most
 * @param sampling at the temperature of the model's generation_config.json
 * @param training for UPFT, SFT and RFT alike
 * @param evaluation at the same temperature as the sampling
 */
public record DemoSettings(
        int prefix,
        double structure,
        int rftSamples,
        int maxTokens,
        SamplingSettings sampling,
        TrainingSettings training,
        EvaluationSettings evaluation) {
    /** Of samples to train on and of avg@k; the paper's. */
    static final double TEMPERATURE = SamplingSettings.PAPER_TEMPERATURE;

    /** Room to spare: the longest solution of the corpus has 39 tokens, its end included. */
    static final int MAX_TOKENS = 64;

    /** Rows decoded together: so small a model is faster with many. */
    private static final int ROWS = 256;

    /** The settings of the quickstart. */
    public static DemoSettings recommended() {
        return new DemoSettings(
                8,
                Upft.PAPER_STRUCTURE,
                Rft.PAPER_SAMPLES,
                MAX_TOKENS,
                SamplingSettings.defaults().withTemperature(TEMPERATURE).withBatchSize(ROWS),
                TrainingSettings.defaults().withLearningRate(2e-5).withEpochs(2).withBatchSize(16),
                EvaluationSettings.defaults()
                        .withTemperature(TEMPERATURE)
                        .withMaxTokens(MAX_TOKENS)
                        .withBatchSize(ROWS));
    }
}
