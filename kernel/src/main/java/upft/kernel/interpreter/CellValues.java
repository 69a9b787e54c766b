package upft.kernel.interpreter;

import java.util.Arrays;

/**
 * The values of the last {@value #MOST} cells, by the numbers of the cells. Cells see it as the array {@code Out}, which is
 * as long as there were cells, and has null for cells without a value and for those of long ago.
 */
final class CellValues {
    /** Name of the variable, which users of other kernels know. */
    static final String VARIABLE = "Out";

    static final int MOST = 100;

    private Object[] values = {};

    /** What the variable is to hold; another array after each cell. */
    synchronized Object[] array() {
        return values;
    }

    /** @param value null if the cell had none */
    synchronized void add(int number, Object value) {
        values = Arrays.copyOf(values, Math.max(values.length, number + 1));
        values[number] = value;
        Arrays.fill(values, Math.max(0, number - 2 * MOST), Math.max(0, number + 1 - MOST), null);
    }

    /** Forgets all, so that nothing is kept alive. */
    synchronized void clear() {
        Arrays.fill(values, null);
    }
}
