package upft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import upft.io.MemoryShortException;

class CacheGridTest {
    private static final int UNWRITTEN = -1;
    private static final int ZERO = 0;

    /** A cache of numbers, one for a token, on which what the grid asks for is done as the script does it. */
    private static final class Cache implements CacheGrid.Pages {
        final List<int[][]> pages = new ArrayList<>();
        final List<List<Integer>> expected = new ArrayList<>();
        final int columns;
        final CacheGrid grid;
        int next = 1;

        Cache(int rows, int columns, long cells) {
            this.columns = columns;
            this.grid = new CacheGrid(new CacheRoom(rows, columns, cells), 1, this);
        }

        @Override
        public void insert(int at, int rows, int zeros) {
            int[][] page = new int[rows][columns];
            for (int row = zeros; row < rows; row++) {
                Arrays.fill(page[row], UNWRITTEN);
            }
            pages.add(at, page);
        }

        @Override
        public void resize(int page, int rows) {
            int[][] resized = Arrays.copyOf(pages.get(page), rows);
            for (int row = 0; row < rows; row++) {
                resized[row] = resized[row] == null ? new int[columns] : resized[row];
            }
            pages.set(page, resized);
        }

        @Override
        public void removeFirst() {
            pages.remove(0);
        }

        @Override
        public void move(int page, int[] sources, int[] targets, int used) {
            int[][] rows = Arrays.stream(sources)
                    .mapToObj(row -> pages.get(page)[row].clone())
                    .toArray(int[][]::new);
            for (int i = 0; i < targets.length; i++) {
                System.arraycopy(rows[i], 0, pages.get(page)[targets[i]], 0, used);
            }
        }

        void admit(int... lengths) {
            int first = grid.rows();
            grid.admit(lengths);
            for (int i = 0; i < lengths.length; i++) {
                clear(first + i);
                expected.add(new ArrayList<>());
                for (int column = grid.column() - lengths[i]; column < grid.column(); column++) {
                    write(first + i, column);
                }
            }
        }

        private void clear(int row) {
            for (int column = 0; column < grid.column(); column++) {
                int[][] page = pages.get(column / columns);
                if (row < page.length) {
                    page[row][column % columns] = ZERO;
                }
            }
        }

        private void write(int row, int column) {
            pages.get(column / columns)[row][column % columns] = next;
            expected.get(row).add(next++);
        }

        void decode(int steps) {
            grid.extend(steps);
            for (int step = 0; step < steps; step++) {
                for (int row = 0; row < grid.rows(); row++) {
                    write(row, grid.column());
                }
                grid.advance(1);
            }
        }

        void keep(int... kept) {
            grid.keep(kept);
            List<List<Integer>> rows =
                    Arrays.stream(kept).mapToObj(expected::get).toList();
            expected.clear();
            rows.forEach(row -> expected.add(new ArrayList<>(row)));
        }

        void check() {
            assertEquals(expected.size(), grid.rows());
            for (int row = 0; row < grid.rows(); row++) {
                List<Integer> found = new ArrayList<>();
                for (int column = 0; column < grid.column(); column++) {
                    int[][] page = pages.get(column / columns);
                    if (row < page.length) {
                        assertNotEquals(UNWRITTEN, page[row][column % columns], "row " + row + ", column " + column);
                    }
                    if (column >= grid.starts()[row]) {
                        found.add(page[row][column % columns]);
                    }
                }
                assertEquals(expected.get(row), found, "row " + row);
                assertEquals(found.size(), grid.length(row));
            }
        }

        int cells() {
            return pages.stream().mapToInt(page -> page.length * columns).sum();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "5, 3", "9, 8", "3, 64"})
    void rowsKeepTheirTokensWhoeverComesAndGoes(int room, int columns) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Cache cache = new Cache(room, columns, Long.MAX_VALUE);
            for (int i = 0; i < 60; i++) {
                int free = room - cache.grid.rows();
                if (free > 0 && random.nextInt(3) == 0 || cache.grid.rows() == 0) {
                    cache.admit(random.ints(1 + random.nextInt(free), 0, 30).toArray());
                } else if (random.nextInt(3) == 0) {
                    List<Integer> rows = new ArrayList<>(
                            IntStream.range(0, cache.grid.rows()).boxed().toList());
                    Collections.shuffle(rows, random);
                    cache.keep(rows.subList(0, random.nextInt(rows.size() + 1)).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
                } else {
                    cache.decode(1 + random.nextInt(9));
                }
                cache.check();
            }
        }
    }

    @Test
    void aLongRowAmongShortOnesTakesMemoryForItselfAlone() {
        Cache cache = new Cache(10, 10, Long.MAX_VALUE);
        cache.admit(100, 12, 11, 10, 10, 10, 10, 10, 10, 10);
        assertEquals(80 + 30 + 100, cache.cells());
    }

    @Test
    void decodingOnAndOnTakesNoMoreMemoryThanTheRowsDo() {
        Cache cache = new Cache(2, 8, Long.MAX_VALUE);
        cache.admit(20, 20);
        for (int i = 0; i < 100; i++) {
            cache.decode(10);
            cache.keep(1);
            cache.admit(20);
            assertTrue(cache.cells() <= 2 * (30 + 8 + 8), cache.cells() + " cells");
            cache.check();
        }
    }

    @Test
    void pagesShrinkOnceHalfOfTheirRowsHaveLeft() {
        Cache cache = new Cache(8, 4, Long.MAX_VALUE);
        cache.admit(8, 8, 8, 8, 8, 8, 8, 8);
        cache.keep(7, 1, 2, 3, 4);
        assertEquals(64, cache.cells());
        cache.keep(0, 3);
        assertEquals(16, cache.cells());
        cache.check();
    }

    @Test
    void rowsThatDoNotFitAreRefusedAndTheOthersGoOn() {
        Cache cache = new Cache(8, 4, 40);
        cache.admit(8, 8, 8);
        assertThrows(MemoryShortException.class, () -> cache.grid.admit(new int[] {8, 8, 8}));
        assertEquals(3, cache.grid.rows());
        cache.check();
        cache.decode(4);
        assertThrows(MemoryShortException.class, () -> cache.grid.extend(4));
        cache.check();
        cache.keep(0);
        cache.decode(8);
        cache.check();
        assertThrows(MemoryShortException.class, () -> cache.decode(40));
        assertTrue(cache.cells() <= 40);
    }

    @Test
    void roomForRowsThatComeLaterIsNotTakenWhereMemoryIsShort() {
        Cache roomy = new Cache(8, 4, 1000);
        roomy.admit(4);
        roomy.decode(4);
        assertEquals(4 + 32, roomy.cells());
        Cache tight = new Cache(8, 4, 16);
        tight.admit(4);
        tight.decode(4);
        assertEquals(8, tight.cells());
    }

    @Test
    void whatThereIsNoRoomForIsRefused() {
        Cache cache = new Cache(2, 4, 1000);
        assertThrows(IllegalArgumentException.class, () -> cache.grid.admit(new int[3]));
        assertThrows(IllegalArgumentException.class, () -> cache.grid.admit(new int[0]));
        cache.admit(1);
        assertThrows(IllegalArgumentException.class, () -> cache.grid.keep(new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> cache.grid.keep(new int[] {0, 0}));
        assertThrows(IllegalArgumentException.class, () -> new CacheRoom(0, 4, 1000));
        assertThrows(IllegalArgumentException.class, () -> new CacheRoom(1, 0, 1000));
        assertThrows(IllegalArgumentException.class, () -> new CacheRoom(1, 4, -1));
    }
}
