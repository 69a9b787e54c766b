package upft.sampling;

import upft.data.Problem;

/**
 * One sampled solution, whole or cut short.
 *
 * @param sample number of the sample for this problem, from 0
 * @param promptIds the prompt's tokens
 * @param ids the response's tokens, with the end token if it came
 * @param text the response's text, without special tokens
 * @param logProbs one a token of {@code ids}, under the plain model
 * @param end why the trace ended
 */
public record Trace(Problem problem, int sample, int[] promptIds, int[] ids, String text, float[] logProbs, End end) {
    /** Why a trace ended. */
    public enum End {
        /** The model emitted an end token. */
        END_TOKEN,
        /** The token limit of the request was reached. */
        LENGTH
    }

    public boolean ended() {
        return end == End.END_TOKEN;
    }
}
