package upft.model;

/**
 * A batch of rows being decoded: prompts already in the key/value cache, which stays in native memory.
 *
 * <p>The engine neither looks for end tokens nor stops by itself: the caller asks for chunks, cuts rows where they ended
 * and drops them with {@link #keep}.
 */
public interface Decoding extends AutoCloseable {
    /** Rows still in the batch. */
    int rows();

    /**
     * Samples the next {@code steps} tokens of every row in one native call.
     *
     * @param steps tokens a row
     * @param uniforms numbers in [0, 1), {@code rows() * steps}, row-major; the token at (row, step) depends on its own
     *     uniform and its row's context alone. Not looked at when the temperature is 0
     */
    Chunk next(int steps, float[] uniforms);

    /** Keeps the rows with these indexes, in this order, and drops the others. */
    void keep(int[] rows);

    @Override
    void close();

    /**
     * Freshly sampled tokens.
     *
     * @param ids [rows][steps]
     * @param logProbs [rows][steps]: log-probabilities of the sampled tokens under the plain model (temperature 1, no cut)
     */
    record Chunk(int[][] ids, float[][] logProbs) {}
}
