package upft.engine;

/**
 * How the next token is chosen from logits. Meaning and order of the fields are those of transformers' logits processors.
 *
 * @param tokens how many ids may come, from 0; an embedding may have more rows than its tokenizer has tokens
 * @param repetitionPenalty logits of tokens that a row has had, its prompt included, are divided by it where they are
 *     positive, else multiplied; 1 leaves them
 * @param temperature the logits are divided by it; 0 takes the largest one
 * @param topK tokens at most, and those as probable as the last of them; 0 is no cut
 * @param topP of these the most probable ones that together have this mass; 1 is no cut
 * @param minP of these the ones with at least this share of the largest probability; 0 is no cut
 */
public record TokenChoice(
        int tokens, double repetitionPenalty, double temperature, int topK, double topP, double minP) {
    public TokenChoice {
        boolean valid = tokens > 0
                && repetitionPenalty > 0
                && Double.isFinite(repetitionPenalty)
                && temperature >= 0
                && Double.isFinite(temperature)
                && topK >= 0
                && topP > 0
                && topP <= 1
                && minP >= 0
                && minP <= 1;
        if (!valid) {
            throw new IllegalArgumentException("out of range: tokens " + tokens + ", repetition penalty "
                    + repetitionPenalty + ", temperature " + temperature + ", top-k " + topK + ", top-p " + topP
                    + ", min-p " + minP);
        }
    }

    /** Whether it matters which tokens a row has had. */
    boolean looksBack() {
        return repetitionPenalty != 1;
    }
}
