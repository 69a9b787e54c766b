package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Option;
import upft.io.UserException;
import upft.kernel.magic.OptionValue;
import upft.model.LanguageModel;
import upft.model.TextTokenizer;
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

    @Option(
            names = "--min-p",
            paramLabel = "P",
            converter = OptionValue.Share.class,
            description = "Sample only tokens at least P times as likely as the likeliest; 0 is no cut.")
    private Double minP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            converter = OptionValue.Positive.class,
            description = "Make tokens that prompt or response have already less likely; 1 is no penalty.")
    private Double repetitionPenalty;

    @Option(
            names = "--end-token",
            paramLabel = "TOKEN",
            description = "End traces at this token, as it is spelled or by its id, and no longer at the model's own;"
                    + " may be given several times.")
    private List<String> endTokens;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            converter = OptionValue.Text.class,
            description = "End traces at the token that completes this text (\\n is a line end); may be given several"
                    + " times.")
    private List<String> stopStrings;

    @Option(names = "--seed", paramLabel = "N", description = "Seed; the same seed gives the same result.")
    private Long seed;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Rows decoded together; no effect on what is sampled.")
    private Integer rows;

    /** @throws UserException if an end token is none of the model's tokens */
    SamplingSettings over(SamplingSettings settings, LanguageModel model) {
        SamplingSettings result = settings;
        result = temperature == null ? result : result.withTemperature(temperature);
        result = topK == null ? result : result.withTopK(topK);
        result = topP == null ? result : result.withTopP(topP);
        result = minP == null ? result : result.withMinP(minP);
        result = repetitionPenalty == null ? result : result.withRepetitionPenalty(repetitionPenalty);
        result = endTokens == null ? result : result.withEndTokens(ids(model.tokenizer()));
        result = stopStrings == null ? result : result.withStopStrings(stopStrings);
        result = rows == null ? result : result.withBatchSize(rows);
        return result.withSeed(seedOr(settings.seed()));
    }

    private List<Integer> ids(TextTokenizer tokenizer) {
        return endTokens.stream().map(token -> id(token, tokenizer)).toList();
    }

    private static int id(String token, TextTokenizer tokenizer) {
        if (token.matches("\\d{1,9}")) {
            return Integer.parseInt(token);
        }
        int[] ids = tokenizer.encode(token);
        if (ids.length != 1) {
            throw new UserException("--end-token " + token + " is " + ids.length
                    + " tokens of the model, not one. Give one token, or the text as --stop.");
        }
        return ids[0];
    }

    long seedOr(long other) {
        return seed == null ? other : seed;
    }
}
