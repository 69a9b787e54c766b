package upft.engine;

/**
 * How much a key/value cache may hold.
 *
 * @param rows at a time
 * @param columnsAPage tokens of each row that memory is taken for at a time
 * @param bytes of memory at most, what all rows share not counted
 */
public record CacheRoom(int rows, int columnsAPage, long bytes) {
    /** With fewer rows memory hardly counts, and fewer pages are faster. */
    private static final int FEW_ROWS = 8;

    private static final int COLUMNS_OF_FEW_ROWS = 256;

    /** Longer pages are faster still, but a page is copied when many of its rows have left, and two of it are much memory. */
    private static final int MOST_COLUMNS_OF_MANY_ROWS = 64;

    private static final int LEAST_COLUMNS_OF_MANY_ROWS = 32;

    public CacheRoom {
        if (rows < 1 || columnsAPage < 1 || bytes < 0) {
            throw new IllegalArgumentException(
                    "room for " + rows + " rows, " + columnsAPage + " columns a page, " + bytes + " bytes");
        }
    }

    /**
     * Room for so many rows, with pages that suit them.
     *
     * @param newTokens how many tokens a row will have behind its prompt at most
     */
    public static CacheRoom of(int rows, int newTokens, long bytes) {
        return new CacheRoom(rows, rows <= FEW_ROWS ? COLUMNS_OF_FEW_ROWS : columnsOfManyRows(newTokens), bytes);
    }

    /** A row leaves half a page empty on average: that is to be little beside what it grows by. */
    private static int columnsOfManyRows(int newTokens) {
        return Math.max(LEAST_COLUMNS_OF_MANY_ROWS, Math.min(MOST_COLUMNS_OF_MANY_ROWS, newTokens));
    }
}
