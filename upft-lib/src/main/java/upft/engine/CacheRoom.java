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
    private static final int COLUMNS_OF_MANY_ROWS = 96;

    public CacheRoom {
        if (rows < 1 || columnsAPage < 1 || bytes < 0) {
            throw new IllegalArgumentException(
                    "room for " + rows + " rows, " + columnsAPage + " columns a page, " + bytes + " bytes");
        }
    }

    /** Room for so many rows, with pages that suit them. */
    public static CacheRoom of(int rows, long bytes) {
        return new CacheRoom(rows, rows <= FEW_ROWS ? COLUMNS_OF_FEW_ROWS : COLUMNS_OF_MANY_ROWS, bytes);
    }
}
