package upft.sampling;

import java.util.Arrays;
import java.util.Objects;
import upft.data.Problem;
import upft.model.TextTokenizer;

/**
 * One sampled solution, whole or cut short. Equal by content; the arrays are not to be changed.
 *
 * @param sample number of the sample for this problem, from 0
 * @param promptIds the prompt's tokens
 * @param ids the response's tokens, with the end token, or those of the stop string, if it came
 * @param text the response's text, without special tokens
 * @param logProbs log-probabilities of {@code ids} under the plain model: temperature 1, no cut, no penalty
 * @param samplingLogProbs their log-probabilities in the distribution that they were drawn from; 0 for greedy decoding
 * @param end why the trace ended
 */
public record Trace(
        Problem problem,
        int sample,
        int[] promptIds,
        int[] ids,
        String text,
        float[] logProbs,
        float[] samplingLogProbs,
        End end) {
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

    public Trace {
        Objects.requireNonNull(problem, "it has no problem");
        Objects.requireNonNull(promptIds, "it has no promptIds");
        Objects.requireNonNull(ids, "it has no ids");
        Objects.requireNonNull(text, "it has no text");
        Objects.requireNonNull(logProbs, "it has no logProbs");
        Objects.requireNonNull(samplingLogProbs, "it has no samplingLogProbs");
        Objects.requireNonNull(end, "it has no end");
        if (ids.length != logProbs.length || ids.length != samplingLogProbs.length) {
            throw new IllegalArgumentException(ids.length + " tokens but " + logProbs.length + " and "
                    + samplingLogProbs.length + " log-probabilities for " + problem.id());
        }
    }

    /** Whether the response is complete: an end token or a stop string ended it, and no limit. */
    public boolean ended() {
        return end == End.END_TOKEN || end == End.STOP_STRING;
    }

    /** Tokens of the response. */
    public int length() {
        return ids.length;
    }

    /** Whether this is all that a request for {@code maxTokens} tokens would have given. */
    public boolean covers(int maxTokens) {
        return end != End.LENGTH || length() >= maxTokens;
    }

    /** Whether this trace is complete within {@code maxTokens} tokens. */
    public boolean endedWithin(int maxTokens) {
        return ended() && length() <= maxTokens;
    }

    /** Log-probability of the whole response under the plain model. */
    public double logProb() {
        return sum(logProbs);
    }

    /** Log-probability of the whole response in the distribution that it was drawn from. */
    public double samplingLogProb() {
        return sum(samplingLogProbs);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
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
                Arrays.copyOf(logProbs, tokens),
                Arrays.copyOf(samplingLogProbs, tokens),
                End.LENGTH);
    }

    /** The same tokens with another reason for their end. */
    Trace stoppedBy(End reason) {
        return new Trace(problem, sample, promptIds, ids, text, logProbs, samplingLogProbs, reason);
    }

    /** The same trace with another instance of its problem. */
    Trace of(Problem same) {
        return new Trace(same, sample, promptIds, ids, text, logProbs, samplingLogProbs, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trace trace
                && sample == trace.sample
                && end == trace.end
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
        return problem.id() + " #" + sample + " (" + length() + " tokens" + (ended() ? "" : ", cut") + "): " + text;
    }
}
