package upft.sampling;

import java.util.List;
import java.util.Objects;
import upft.io.UserException;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;

/**
 * How traces are drawn, and where they end.
 *
 * @param decoding the distribution of a token
 * @param endTokens ids that end a trace, in ascending order; none stands for the model's own
 * @param stopStrings texts that end a trace, at the token that completes one; looked for in the response alone, special
 *     tokens spelled out
 * @param seed random numbers depend on (seed, problem id, sample number, position) alone, never on what else is in the batch
 * @param batchSize rows decoded together; it has no say in what is sampled
 */
public record SamplingSettings(
        DecodingSettings decoding, List<Integer> endTokens, List<String> stopStrings, long seed, int batchSize) {
    /** The paper's sampling temperature. */
    public static final double PAPER_TEMPERATURE = 0.6;

    private static final DecodingSettings PAPER = new DecodingSettings(PAPER_TEMPERATURE, 0, 1);
    private static final long DEFAULT_SEED = 42;
    private static final int DEFAULT_BATCH_SIZE = 128;

    public SamplingSettings {
        Objects.requireNonNull(decoding, "decoding");
        endTokens = endTokens.stream().distinct().sorted().toList();
        stopStrings = List.copyOf(stopStrings);
        if (stopStrings.contains("")) {
            throw new UserException("A stop string is empty. Give at least one character.");
        }
        if (batchSize < 1) {
            throw new UserException("The batch size is " + batchSize + ". Give at least 1.");
        }
    }

    /** Traces that end as the model ends them. */
    public SamplingSettings(DecodingSettings decoding, long seed, int batchSize) {
        this(decoding, List.of(), List.of(), seed, batchSize);
    }

    /** Temperature 0.6 with no cut, seed 42, 128 rows. */
    public static SamplingSettings defaults() {
        return new SamplingSettings(PAPER, DEFAULT_SEED, DEFAULT_BATCH_SIZE);
    }

    /**
     * What the model's generation_config.json says of temperature, cuts, repetition penalty and stop strings; where it is
     * silent, the paper's temperature, no cut, no penalty and no stop string. Unlike transformers, which then takes 50 for
     * top-k. The end tokens are the model's.
     */
    public static SamplingSettings defaultsFor(LanguageModel model) {
        GenerationConfig own = model.generationConfig();
        return defaults()
                .withDecoding(own.over(PAPER))
                .withStopStrings(own.stopStrings())
                .withEndTokens(List.copyOf(model.endTokens()));
    }

    public SamplingSettings withTemperature(double temperature) {
        return withDecoding(decoding.withTemperature(temperature));
    }

    public SamplingSettings withTopK(int topK) {
        return withDecoding(decoding.withTopK(topK));
    }

    public SamplingSettings withTopP(double topP) {
        return withDecoding(decoding.withTopP(topP));
    }

    public SamplingSettings withMinP(double minP) {
        return withDecoding(decoding.withMinP(minP));
    }

    public SamplingSettings withRepetitionPenalty(double penalty) {
        return withDecoding(decoding.withRepetitionPenalty(penalty));
    }

    public SamplingSettings withDecoding(DecodingSettings newDecoding) {
        return new SamplingSettings(newDecoding, endTokens, stopStrings, seed, batchSize);
    }

    public SamplingSettings withEndTokens(List<Integer> ids) {
        return new SamplingSettings(decoding, ids, stopStrings, seed, batchSize);
    }

    public SamplingSettings withStopStrings(List<String> texts) {
        return new SamplingSettings(decoding, endTokens, texts, seed, batchSize);
    }

    public SamplingSettings withSeed(long newSeed) {
        return new SamplingSettings(decoding, endTokens, stopStrings, newSeed, batchSize);
    }

    public SamplingSettings withBatchSize(int newBatchSize) {
        return new SamplingSettings(decoding, endTokens, stopStrings, seed, newBatchSize);
    }

    /** These settings with the end tokens in force for a model. */
    SamplingSettings inForce(LanguageModel model) {
        return endTokens.isEmpty() ? withEndTokens(List.copyOf(model.endTokens())) : this;
    }
}
