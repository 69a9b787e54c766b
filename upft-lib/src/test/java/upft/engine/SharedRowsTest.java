package upft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRowsTest {
    @Test
    void whatRowsBeginWithIsThereOnce() {
        SharedRows rows = SharedRows.of(List.of(new int[] {5, 6, 7}, new int[] {5, 6, 8, 7}, new int[] {6, 5}));
        PackedRows packed = rows.packed();
        assertArrayEquals(new int[] {5, 6, 7, 8, 7, 6, 5}, packed.ids());
        assertArrayEquals(new int[] {0, 1, 2, 2, 3, 0, 1}, packed.places());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 3, 4, 5, 6}, rows.tokens());
        assertArrayEquals(new int[] {0, 1, 2, 0, 0, 1, 3, 4, 5, 6, 0, 0}, packed.unpacking());
        assertArrayEquals(new int[] {0, 1, 2, 6, 7, 8, 9}, packed.packing());
        assertEquals(4, packed.width());
    }

    @Test
    void aRowThatIsTheBeginningOfAnotherAddsNothing() {
        SharedRows rows = SharedRows.of(List.of(new int[] {1, 2, 3}, new int[] {1, 2}, new int[] {1, 2, 3}));
        assertArrayEquals(new int[] {1, 2, 3}, rows.packed().ids());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 0, 1, 2}, rows.tokens());
    }

    @Test
    void rowsOfOneLengthWithNothingInCommonNeedNoPlaces() {
        SharedRows rows = SharedRows.of(List.of(new int[] {1, 2}, new int[] {2, 1}));
        assertEquals(0, rows.packed().unpacking().length);
        assertArrayEquals(new int[] {0, 1, 2, 3}, rows.tokens());
    }

    @Test
    void apartMeansThatNothingIsShared() {
        SharedRows rows = SharedRows.apart(List.of(new int[] {1, 2, 3}, new int[] {1, 2}));
        assertArrayEquals(new int[] {1, 2, 3, 1, 2}, rows.packed().ids());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, rows.tokens());
    }
}
