package upft.sampling;

import java.util.Objects;
import upft.io.UserException;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;

/**
 * How traces are drawn.
 *
 * @param decoding temperature, top-k and top-p
 * @param seed random numbers depend on (seed, problem id, sample number, position) alone, never on what else is in the batch
 * @param batchSize rows decoded together; it has no say in what is sampled
 */
public record SamplingSettings(DecodingSettings decoding, long seed, int batchSize) {
    /** The paper's sampling temperature. */
    public static final double PAPER_TEMPERATURE = 0.6;

    private static final long DEFAULT_SEED = 42;
    private static final int DEFAULT_BATCH_SIZE = 64;

    public SamplingSettings {
        Objects.requireNonNull(decoding, "decoding");
        if (!(decoding.temperature() >= 0) || Double.isInfinite(decoding.temperature())) {
            throw new UserException("The temperature is " + decoding.temperature()
                    + ". Give 0 for greedy decoding or a positive number, such as 0.6.");
        }
        if (decoding.topK() < 0) {
            throw new UserException("top-k is " + decoding.topK() + ". Give 0 for no cut, or a positive number.");
        }
        if (!(decoding.topP() > 0 && decoding.topP() <= 1)) {
            throw new UserException("top-p is " + decoding.topP() + ". Give a number above 0 and up to 1.");
        }
        if (batchSize < 1) {
            throw new UserException("The batch size is " + batchSize + ". Give at least 1.");
        }
    }

    /** Temperature 0.6 with no cut, seed 42, 64 rows. */
    public static SamplingSettings defaults() {
        return new SamplingSettings(new DecodingSettings(PAPER_TEMPERATURE, 0, 1), DEFAULT_SEED, DEFAULT_BATCH_SIZE);
    }

    /** As the paper samples: temperature 0.6, top-k and top-p as the model's generation_config.json asks. */
    public static SamplingSettings defaultsFor(LanguageModel model) {
        DecodingSettings own = model.defaultDecoding();
        return defaults().withTopK(own.topK()).withTopP(own.topP());
    }

    public SamplingSettings withTemperature(double temperature) {
        return withDecoding(new DecodingSettings(temperature, decoding.topK(), decoding.topP()));
    }

    public SamplingSettings withTopK(int topK) {
        return withDecoding(new DecodingSettings(decoding.temperature(), topK, decoding.topP()));
    }

    public SamplingSettings withTopP(double topP) {
        return withDecoding(new DecodingSettings(decoding.temperature(), decoding.topK(), topP));
    }

    public SamplingSettings withDecoding(DecodingSettings newDecoding) {
        return new SamplingSettings(newDecoding, seed, batchSize);
    }

    public SamplingSettings withSeed(long newSeed) {
        return new SamplingSettings(decoding, newSeed, batchSize);
    }

    public SamplingSettings withBatchSize(int newBatchSize) {
        return new SamplingSettings(decoding, seed, newBatchSize);
    }
}
