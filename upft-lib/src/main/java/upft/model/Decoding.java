package upft.model;

import java.util.List;

/**
 * Rows being decoded, their keys and values cached in native memory. Rows come in and leave while others go on.
 *
 * <p>The engine neither looks for end tokens nor stops by itself: the caller asks for chunks, cuts rows where they ended
 * and drops them with {@link #keep}.
 */
public interface Decoding extends AutoCloseable {
    /**
     * A prompt for some rows, which share its computation.
     *
     * @param rows at least 1
     */
    record Prompt(int[] ids, int rows) {}

    /** Rows at present. */
    int rows();

    /**
     * Adds rows behind those that are there.
     *
     * @throws upft.io.UserException if a prompt is empty or does not fit the context with one new token
     */
    void admit(List<Prompt> prompts);

    /**
     * Samples the next {@code steps} tokens of every row in one native call.
     *
     * @param steps tokens a row; no row may outgrow the model's context
     * @param uniforms numbers in [0, 1), {@code rows() * steps}, row-major; the token at (row, step) depends on its own
     *     uniform and its row's context alone. Not looked at when the temperature is 0
     */
    Chunk next(int steps, float[] uniforms);

    /**
     * Keeps the rows with these indexes, in this order, and drops the others. Rows that keep their place cost nothing: to
     * drop a row, let the last one take its place.
     *
     * @param rows may be empty
     */
    void keep(int[] rows);

    @Override
    void close();

    /**
     * Freshly sampled tokens.
     *
     * @param ids [rows][steps]
     * @param logProbs [rows][steps]: log-probabilities of the sampled tokens under the plain model (temperature 1, no cut)
     * @param samplingLogProbs [rows][steps]: log-probabilities of the sampled tokens in the distribution that they were drawn
     *     from; 0 for greedy decoding
     */
    record Chunk(int[][] ids, float[][] logProbs, float[][] samplingLogProbs) {}
}
