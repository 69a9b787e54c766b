package upft.sampling;

/**
 * How many tokens a row to decode before control comes back to Java: as many as take about a quarter of a second, so that
 * progress moves and an interrupt is heard, and no more than a few, as ended rows leave a batch every few tokens.
 *
 * @param steps of the next chunk
 */
record ChunkPolicy(int steps) {
    private static final double TARGET_SECONDS = 0.25;
    private static final int FIRST = 4;
    private static final int MOST = 8;
    /** One slow chunk, as the first of a batch often is, must not be taken for the rule; nor one fast one. */
    private static final int MOST_GROWTH = 2;

    static ChunkPolicy start() {
        return new ChunkPolicy(FIRST);
    }

    /** The policy after a chunk of {@code done} steps took {@code seconds}. */
    ChunkPolicy after(int done, double seconds) {
        double fitting = seconds > 0 ? TARGET_SECONDS * done / seconds : MOST;
        int most = Math.min(MOST, MOST_GROWTH * done);
        return new ChunkPolicy((int) Math.max(1, Math.min(most, fitting)));
    }
}
