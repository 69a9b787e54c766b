package upft.bench.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process measured.
 *
 * @param lengths new tokens of each row, up to and with the end token; the rows of a prompt stand together
 * @param about the program and its versions
 * @param figures by name, here and in {@link upft.bench.Footprint}; those that a contender cannot tell are left out
 */
record SampleResult(List<Integer> lengths, String about, Map<String, Double> figures) {
    /** Wall-clock seconds of the sampling. */
    static final String SECONDS = "seconds";

    /** Those of them that went into prompts. */
    static final String PREFILL_SECONDS = "prefillSeconds";

    /** Passes through the model after the prompts'. */
    static final String STEPS = "steps";

    /** Tokens of each row that the prompts' passes gave. */
    static final String TOKENS_FROM_PREFILL = "tokensFromPrefill";

    /** From the call that loads the model to the first token. */
    static final String FIRST_TOKEN_SECONDS = "firstTokenSeconds";

    /** From the start of the process to the first token. */
    static final String START_SECONDS = "startSeconds";

    Optional<Double> figure(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    long tokens() {
        return lengths.stream().mapToLong(Integer::longValue).sum();
    }

    double meanLength() {
        return (double) tokens() / lengths.size();
    }

    /** Seconds after the prompts. */
    Optional<Double> decodeSeconds() {
        return figure(SECONDS).flatMap(all -> figure(PREFILL_SECONDS).map(prefill -> all - prefill));
    }

    /** The first token of a row that decoding gave, from 0. */
    int firstDecoded() {
        return figure(TOKENS_FROM_PREFILL).orElse(0.0).intValue();
    }
}
