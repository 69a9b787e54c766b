package upft.model;

import java.util.Locale;
import upft.engine.TokenChoice;
import upft.io.UserException;

/**
 * The sampling distribution. From the logits it is made as transformers' {@code generate} does, in this order: the
 * repetition penalty, the temperature, top-k, top-p, min-p; what is left is renormalised.
 *
 * @param temperature the logits are divided by it; 0 means greedy: the most probable token, whatever the cuts
 * @param topK the k most probable tokens, and those as probable as the last of them; 0 means no cut
 * @param topP the most probable tokens that together have this mass (Holtzman et al. 2020), in (0, 1]; 1 means no cut
 * @param minP tokens with at least this share of the largest probability (Nguyen et al. 2024), in [0, 1]; 0 means no cut
 * @param repetitionPenalty for the logits of tokens that stand in the prompt or in the response so far (Keskar et al.
 *     2019): positive ones are divided by it, negative ones multiplied, for greedy decoding too; 1 means none
 */
public record DecodingSettings(double temperature, int topK, double topP, double minP, double repetitionPenalty) {
    public static final DecodingSettings GREEDY = new DecodingSettings(0, 0, 1);

    /** @throws UserException naming the number that is out of range */
    public DecodingSettings {
        require(
                temperature >= 0 && Double.isFinite(temperature),
                "The temperature is " + temperature
                        + ". Give 0 for greedy decoding or a positive number, such as 0.6.");
        require(topK >= 0, "top-k is " + topK + ". Give 0 for no cut, or a positive number.");
        require(topP > 0 && topP <= 1, "top-p is " + topP + ". Give a number above 0 and up to 1.");
        require(minP >= 0 && minP <= 1, "min-p is " + minP + ". Give a number from 0 to 1.");
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "The repetition penalty is " + repetitionPenalty
                        + ". Give 1 for none or a positive number, such as 1.1.");
    }

    /** With neither min-p nor a repetition penalty. */
    public DecodingSettings(double temperature, int topK, double topP) {
        this(temperature, topK, topP, 0, 1);
    }

    public DecodingSettings withTemperature(double newTemperature) {
        return new DecodingSettings(newTemperature, topK, topP, minP, repetitionPenalty);
    }

    public DecodingSettings withTopK(int newTopK) {
        return new DecodingSettings(temperature, newTopK, topP, minP, repetitionPenalty);
    }

    public DecodingSettings withTopP(double newTopP) {
        return new DecodingSettings(temperature, topK, newTopP, minP, repetitionPenalty);
    }

    public DecodingSettings withMinP(double newMinP) {
        return new DecodingSettings(temperature, topK, topP, newMinP, repetitionPenalty);
    }

    public DecodingSettings withRepetitionPenalty(double newPenalty) {
        return new DecodingSettings(temperature, topK, topP, minP, newPenalty);
    }

    /** Greedy decoding under the same repetition penalty. */
    public DecodingSettings greedy() {
        return GREEDY.withRepetitionPenalty(repetitionPenalty);
    }

    /** @param tokens how many ids may come */
    TokenChoice choice(int tokens) {
        return new TokenChoice(tokens, repetitionPenalty, temperature, topK, topP, minP);
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new UserException(message);
        }
    }

    /** What is not neutral, such as "temperature 0.6, top-p 0.95". */
    @Override
    public String toString() {
        return (temperature == 0 ? "greedy" : "temperature " + number(temperature))
                + (topK == 0 ? "" : ", top-k " + topK)
                + (topP == 1 ? "" : ", top-p " + number(topP))
                + (minP == 0 ? "" : ", min-p " + number(minP))
                + (repetitionPenalty == 1 ? "" : ", repetition penalty " + number(repetitionPenalty));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
