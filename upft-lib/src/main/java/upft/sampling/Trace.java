package upft.sampling;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import upft.data.Problem;
import upft.model.TextTokenizer;

/**
 * One solution, whole or cut short: sampled, or made elsewhere and brought in. Equal by content; the arrays are not to be
 * changed.
 *
 * @param sample number of the sample for this problem, from 0
 * @param promptIds the prompt's tokens
 * @param ids the response's tokens, with the end token, or those of the stop string, if it came
 * @param text the response's text, without special tokens
 * @param logProbs log-probabilities of {@code ids} under the plain model: temperature 1, no cut, no penalty. Of a trace
 *     that was brought in none is known, and there is none here
 * @param samplingLogProbs their log-probabilities in the distribution that they were drawn from; 0 for greedy decoding,
 *     none for a trace that was brought in
 * @param end why the trace ended
 * @param origin where the ids come from
 */
public record Trace(
        Problem problem,
        int sample,
        int[] promptIds,
        int[] ids,
        String text,
        float[] logProbs,
        float[] samplingLogProbs,
        End end,
        Origin origin) {
    /** Why a trace ended. */
    public enum End {
        /** The model emitted an end token. */
        END_TOKEN,
        /** The last token completed a stop string. */
        STOP_STRING,
        /** The token limit of the request was reached. */
        LENGTH,
        /** The model's context was full before the request's limit was reached. */
        CONTEXT
    }

    /** Where the ids of a trace come from. */
    public enum Origin {
        /** They were sampled from the model that its {@link Traces} name. */
        SAMPLED("sampled"),
        /** They were brought in as ids. */
        IDS("brought in as ids"),
        /** They are those of a text that was brought in, tokenised once with the model's tokenizer. */
        TEXT("brought in as text");

        private final String said;

        Origin(String said) {
            this.said = said;
        }

        /** Such as "brought in as text". */
        public String said() {
            return said;
        }
    }

    public Trace {
        Objects.requireNonNull(problem, "it has no problem");
        Objects.requireNonNull(promptIds, "it has no promptIds");
        Objects.requireNonNull(ids, "it has no ids");
        Objects.requireNonNull(text, "it has no text");
        Objects.requireNonNull(logProbs, "it has no logProbs");
        Objects.requireNonNull(samplingLogProbs, "it has no samplingLogProbs");
        Objects.requireNonNull(end, "it has no end");
        Objects.requireNonNull(origin, "it has no origin");
        int known = origin == Origin.SAMPLED ? ids.length : 0;
        if (logProbs.length != known || samplingLogProbs.length != known) {
            throw new IllegalArgumentException(ids.length + " tokens but " + logProbs.length + " and "
                    + samplingLogProbs.length + " log-probabilities for " + problem.id());
        }
    }

    /** A trace that was sampled. */
    public Trace(
            Problem problem,
            int sample,
            int[] promptIds,
            int[] ids,
            String text,
            float[] logProbs,
            float[] samplingLogProbs,
            End end) {
        this(problem, sample, promptIds, ids, text, logProbs, samplingLogProbs, end, Origin.SAMPLED);
    }

    /** Whether it was made elsewhere, so that no more than its tokens is known of it. */
    public boolean imported() {
        return origin != Origin.SAMPLED;
    }

    /** Whether the response is complete: an end token or a stop string ended it, and no limit. */
    public boolean ended() {
        return end == End.END_TOKEN || end == End.STOP_STRING;
    }

    /** Tokens of the response. */
    public int length() {
        return ids.length;
    }

    /**
     * Whether this is all that a request for {@code maxTokens} tokens would have given. One that was brought in is, however
     * short: no more of it can be had.
     */
    public boolean covers(int maxTokens) {
        return imported() || end != End.LENGTH || length() >= maxTokens;
    }

    /** Whether this trace is complete within {@code maxTokens} tokens. */
    public boolean endedWithin(int maxTokens) {
        return ended() && length() <= maxTokens;
    }

    /** Log-probability of the whole response under the plain model; empty if the trace was brought in. */
    public OptionalDouble logProb() {
        return sum(logProbs);
    }

    /** Log-probability of the whole response in the distribution that it was drawn from; empty if it was brought in. */
    public OptionalDouble samplingLogProb() {
        return sum(samplingLogProbs);
    }

    private OptionalDouble sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return imported() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** The first {@code tokens} tokens; this trace itself if it has no more. */
    public Trace cut(int tokens, TextTokenizer tokenizer) {
        if (tokens >= length()) {
            return this;
        }
        int[] kept = Arrays.copyOf(ids, tokens);
        return new Trace(
                problem,
                sample,
                promptIds,
                kept,
                tokenizer.decode(kept),
                cut(logProbs, tokens),
                cut(samplingLogProbs, tokens),
                End.LENGTH,
                origin);
    }

    /** Those that are not known do not become so. */
    private static float[] cut(float[] logProbs, int tokens) {
        return Arrays.copyOf(logProbs, Math.min(tokens, logProbs.length));
    }

    /** The same tokens with another reason for their end. */
    Trace stoppedBy(End reason) {
        return new Trace(problem, sample, promptIds, ids, text, logProbs, samplingLogProbs, reason, origin);
    }

    /** The same trace under another number. */
    Trace numbered(int number) {
        return new Trace(problem, number, promptIds, ids, text, logProbs, samplingLogProbs, end, origin);
    }

    /** The same trace with another instance of its problem. */
    Trace of(Problem same) {
        return new Trace(same, sample, promptIds, ids, text, logProbs, samplingLogProbs, end, origin);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace trace
                && sample == trace.sample
                && end == trace.end
                && origin == trace.origin
                && problem.equals(trace.problem)
                && text.equals(trace.text)
                && Arrays.equals(promptIds, trace.promptIds)
                && Arrays.equals(ids, trace.ids)
                && Arrays.equals(logProbs, trace.logProbs)
                && Arrays.equals(samplingLogProbs, trace.samplingLogProbs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(problem, sample, end, Arrays.hashCode(ids));
    }

    /** Problem, sample number, length and text. */
    @Override
    public String toString() {
        return problem.id() + " #" + sample + " (" + length() + " tokens" + (ended() ? "" : ", cut")
                + (imported() ? ", " + origin.said() : "") + "): " + text;
    }
}
