package upft.sampling;

import upft.model.DecodingSettings;

/**
 * @param decoding temperature, top-k and top-p
 * @param seed random numbers depend on (seed, problem id, sample number, position) alone, never on what else is in the batch
 * @param batchSize rows decoded together
 */
public record SamplingSettings(DecodingSettings decoding, long seed, int batchSize) {}
