package upft.kernel.magic.commands;

import picocli.CommandLine.Option;
import upft.kernel.magic.OptionValue;
import upft.sampling.SamplingSettings;

/** Options that say how traces are drawn. */
final class SamplingOptions {
    @Option(
            names = "--temperature",
            paramLabel = "X",
            converter = OptionValue.NotNegative.class,
            description = "Sampling temperature; 0 is greedy.")
    private Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            converter = OptionValue.CountOrNone.class,
            description = "Sample from the K likeliest tokens only; 0 is no cut.")
    private Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            converter = OptionValue.Mass.class,
            description = "Sample from the likeliest tokens of mass P only; 1 is no cut.")
    private Double topP;

    @Option(names = "--seed", paramLabel = "N", description = "Seed; the same seed gives the same result.")
    private Long seed;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Rows decoded together; no effect on what is sampled.")
    private Integer rows;

    SamplingSettings over(SamplingSettings settings) {
        SamplingSettings result = settings;
        result = temperature == null ? result : result.withTemperature(temperature);
        result = topK == null ? result : result.withTopK(topK);
        result = topP == null ? result : result.withTopP(topP);
        result = rows == null ? result : result.withBatchSize(rows);
        return result.withSeed(seedOr(settings.seed()));
    }

    long seedOr(long other) {
        return seed == null ? other : seed;
    }
}
