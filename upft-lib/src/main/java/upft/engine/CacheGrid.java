package upft.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import upft.io.MemoryShortException;

/**
 * Where rows stand in a key/value cache: what has to be done to its pages, without a tensor.
 *
 * <p>All rows end at the same column, so that their next tokens are written together; a row that has few tokens begins late.
 * A page is some columns of the first rows, no more of them than have tokens there or will have: with long prompts in the
 * first rows, the columns where these alone stand take little memory. Pages are put before and behind the others and taken
 * away in front, and what they hold is hardly ever copied.
 */
final class CacheGrid {
    /** The tensors. */
    interface Pages {
        /**
         * Puts a page before the one at {@code at}, or behind all.
         *
         * @param zeros how many of its rows are zeros; the others are not read before they are written
         */
        void insert(int at, int rows, int zeros);

        /** Gives a page more or fewer rows; those that are new are zeros. */
        void resize(int page, int rows);

        /** Takes away the first page. */
        void removeFirst();

        /** Copies the first columns of rows of a page over those of others. */
        void move(int page, int[] sources, int[] targets, int columns);
    }

    private final CacheRoom room;
    private final long bytesACell;
    private final Pages pages;

    /** Rows that each page has. */
    private final List<Integer> pageRows = new ArrayList<>();

    /** The first column of each row that has a token of its own. */
    private final int[] starts;

    private int rows;
    private int column;

    /** @param bytesACell memory that one column of one row takes */
    CacheGrid(CacheRoom room, long bytesACell, Pages pages) {
        this.room = room;
        this.bytesACell = bytesACell;
        this.pages = pages;
        this.starts = new int[room.rows()];
    }

    int rows() {
        return rows;
    }

    /** Where the next token of every row goes. */
    int column() {
        return column;
    }

    /** Of each row, the first column with a token of its own. */
    int[] starts() {
        return Arrays.copyOf(starts, rows);
    }

    /** Tokens of a row that are in the cache. */
    int length(int row) {
        return column - starts[row];
    }

    /**
     * Adds rows behind those that are there.
     *
     * @param lengths tokens of each that go into the cache
     * @throws MemoryShortException if they do not fit; then nothing has changed
     */
    void admit(int[] lengths) {
        if (lengths.length == 0 || rows + lengths.length > room.rows()) {
            throw new IllegalArgumentException(
                    rows + " rows and " + lengths.length + " more, but room for " + room.rows());
        }
        if (rows == 0) {
            clear();
        }
        reach(Arrays.stream(lengths).max().orElseThrow());
        int[] added = Arrays.stream(lengths).map(tokens -> column - tokens).toArray();
        int[] all = IntStream.concat(Arrays.stream(starts, 0, rows), IntStream.of(added))
                .toArray();
        provide(needed(all));
        System.arraycopy(added, 0, starts, rows, added.length);
        rows += added.length;
    }

    /**
     * Makes room for so many tokens more of every row.
     *
     * @throws MemoryShortException if they do not fit; then no room is lost
     */
    void extend(int steps) {
        int spare = Arrays.stream(starts, 0, rows).min().orElseThrow() / room.columnsAPage();
        for (int i = 0; i < spare; i++) {
            pages.removeFirst();
            pageRows.remove(0);
            shift(-room.columnsAPage());
        }
        int last = (column + steps - 1) / room.columnsAPage();
        List<Integer> needed = new ArrayList<>(pageRows);
        for (int page = column / room.columnsAPage(); page <= last; page++) {
            // Rows that come in later should not find a page that is too small; but where memory is short they wait.
            int wanted = page < pageRows.size() ? rows : roomFor(needed);
            if (page < needed.size()) {
                needed.set(page, Math.max(wanted, needed.get(page)));
            } else {
                needed.add(wanted);
            }
        }
        provide(needed);
    }

    private int roomFor(List<Integer> present) {
        return bytes(present) + bytes(List.of(room.rows())) <= room.bytes() ? room.rows() : rows;
    }

    /** Every row has so many tokens more. */
    void advance(int steps) {
        column += steps;
    }

    /** Keeps these rows in this order; pages of which half is no longer needed shrink. */
    void keep(int[] kept) {
        if (kept.length > rows || Arrays.stream(kept).anyMatch(row -> row < 0 || row >= rows)) {
            throw new IllegalArgumentException("rows " + Arrays.toString(kept) + " of " + rows);
        }
        int[] keptStarts = Arrays.stream(kept).map(row -> starts[row]).toArray();
        List<Integer> needed = needed(keptStarts);
        for (int page = 0; page < needed.size(); page++) {
            move(page, kept, needed.get(page));
        }
        System.arraycopy(keptStarts, 0, starts, 0, kept.length);
        rows = kept.length;
        if (rows == 0) {
            clear();
        }
    }

    private void move(int page, int[] kept, int needed) {
        int low = page * room.columnsAPage();
        int present = pageRows.get(page);
        if (needed > present) {
            resize(page, needed);
        }
        int end = Math.min(column, low + room.columnsAPage());
        int[] targets = IntStream.range(0, kept.length)
                .filter(i -> kept[i] != i && starts[kept[i]] < end)
                .toArray();
        if (targets.length > 0 && end > low) {
            int[] sources = Arrays.stream(targets).map(i -> kept[i]).toArray();
            pages.move(page, sources, targets, end - low);
        }
        if (2 * Math.max(1, needed) <= present) {
            resize(page, Math.max(1, needed));
        }
    }

    private void clear() {
        while (!pageRows.isEmpty()) {
            pages.removeFirst();
            pageRows.remove(0);
        }
        column = 0;
    }

    /** Sees to it that a row of so many tokens can end at the present column. */
    private void reach(int tokens) {
        int missing = Math.max(0, tokens - column);
        if (rows == 0) {
            column += missing;
            return;
        }
        int more = (missing + room.columnsAPage() - 1) / room.columnsAPage();
        List<Integer> with = new ArrayList<>(pageRows);
        with.addAll(Collections.nCopies(more, 1));
        requireMemory(with);
        for (int i = 0; i < more; i++) {
            pages.insert(0, 1, 1);
            pageRows.add(0, 1);
            shift(room.columnsAPage());
        }
    }

    private void shift(int columns) {
        column += columns;
        for (int row = 0; row < rows; row++) {
            starts[row] += columns;
        }
    }

    /** How many rows each page must have if rows begin at these columns: up to the last one with a token there. */
    private List<Integer> needed(int[] all) {
        int count = Math.max(pageRows.size(), (column + room.columnsAPage() - 1) / room.columnsAPage());
        List<Integer> needed = new ArrayList<>();
        for (int page = 0; page < count; page++) {
            int end = Math.min(column, (page + 1) * room.columnsAPage());
            int last = all.length - 1;
            while (last >= 0 && all[last] >= end) {
                last--;
            }
            needed.add(last + 1);
        }
        return needed;
    }

    /** Sees to it that pages have at least so many rows. */
    private void provide(List<Integer> needed) {
        List<Integer> then = IntStream.range(0, needed.size())
                .mapToObj(page -> page < pageRows.size()
                        ? Math.max(needed.get(page), pageRows.get(page))
                        : Math.max(1, needed.get(page)))
                .toList();
        requireMemory(then);
        for (int page = 0; page < then.size(); page++) {
            if (page >= pageRows.size()) {
                pages.insert(page, then.get(page), 0);
                pageRows.add(then.get(page));
            } else if (then.get(page) > pageRows.get(page)) {
                resize(page, then.get(page));
            }
        }
    }

    private void resize(int page, int newRows) {
        pages.resize(page, newRows);
        pageRows.set(page, newRows);
    }

    private void requireMemory(List<Integer> then) {
        if (bytes(then) > room.bytes()) {
            throw new MemoryShortException(String.format(
                    Locale.ROOT,
                    "The keys and values of %d rows take %.1f GB, but %.1f GB are allowed for them. Decode fewer rows"
                            + " at a time, ask for fewer tokens, or allow more memory.",
                    Math.max(1, then.get(then.size() - 1)),
                    bytes(then) / 1e9,
                    room.bytes() / 1e9));
        }
    }

    private long bytes(List<Integer> rowsOfPages) {
        return rowsOfPages.stream().mapToLong(Integer::longValue).sum() * room.columnsAPage() * bytesACell;
    }
}
