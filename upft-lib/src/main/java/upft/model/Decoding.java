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
     * What there is to be room for.
     *
     * @param rows the most that there will be at a time
     * @param newTokens the most that a row will have behind its prompt, as far as is known: a hint, not a limit
     */
    record Room(int rows, int newTokens) {
        /** Of rows it is not known how long they become. */
        public static Room rows(int rows) {
            return new Room(rows, Integer.MAX_VALUE);
        }
    }

    /**
     * A prompt for some rows, which share its computation.
     *
     * @param rows at least 1
     */
    record Prompt(int[] ids, int rows) {}

    /** Rows at present. */
    int rows();

    /**
     * Adds rows behind those that are there. Their prompts are put through the model some at a time, each piece for half a
     * second or so.
     *
     * @param beforeEachPiece may throw to end this early; then the decoding is for closing only
     * @throws upft.io.UserException if a prompt is empty or does not fit the context with one new token
     * @throws upft.io.MemoryShortException if there is no memory for the rows; of these {@link #keep} must then keep none
     */
    void admit(List<Prompt> prompts, Runnable beforeEachPiece);

    /**
     * Makes room for the next {@code steps} tokens of every row.
     *
     * @throws upft.io.MemoryShortException if there is no memory for them; the rows are as they were
     */
    void reserve(int steps);

    /**
     * Samples the next {@code steps} tokens of every row in one native call.
     *
     * @param steps tokens a row; no row may outgrow the model's context
     * @param uniforms numbers in [0, 1), {@code rows() * steps}, row-major; the token at (row, step) depends on its own
     *     uniform and its row's context alone. Not looked at when the temperature is 0
     * @throws upft.io.MemoryShortException if memory ran out; then no row is of use any more
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
