package upft.kernel.interpreter;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CellOutput.Clearing;
import upft.kernel.cell.MimeBundle;

/**
 * Shows values while a cell runs, as the last expression's value is shown at its end; cells see it as the variable
 * {@code output}.
 *
 * <pre>{@code
 * output.display(table);
 * var state = output.updatable("0 of 9");
 * state.update("1 of 9");
 * }</pre>
 */
public final class UserOutput {
    private final Supplier<CellOutput> cell;
    private final Function<Object, MimeBundle> renderer;

    /**
     * @param cell gives the output of the cell that the calling thread works for
     * @param renderer makes what is shown of a value
     */
    UserOutput(Supplier<CellOutput> cell, Function<Object, MimeBundle> renderer) {
        this.cell = cell;
        this.renderer = renderer;
    }

    /** Shows a value: a table, a chart, traces, whatever has a form of its own, or its text. */
    public void display(Object value) {
        updatable(value);
    }

    /** Shows a value that others are to take the place of. */
    public Display updatable(Object value) {
        Display display = new Display(UUID.randomUUID().toString());
        cell.get().display(display.id, rendered(value));
        return display;
    }

    /** Takes away what the cell has put out so far. Where that cannot be taken back, in a terminal, it stays. */
    public void clear() {
        cell.get().clear(Clearing.NOW);
    }

    /** Takes away what the cell has put out so far as soon as something takes its place, so that nothing flickers. */
    public void clearBeforeNext() {
        cell.get().clear(Clearing.BEFORE_NEXT);
    }

    private MimeBundle rendered(Object value) {
        return value instanceof MimeBundle bundle ? bundle : renderer.apply(value);
    }

    @Override
    public String toString() {
        return "output.display(value) shows a value, output.clear() takes the cell's output away";
    }

    /** A value that is shown, and another of which can take its place. */
    public final class Display {
        private final String id;

        private Display(String id) {
            this.id = id;
        }

        /** Shows this value in its place, also when the cell has ended. */
        public void update(Object value) {
            cell.get().update(id, rendered(value));
        }

        @Override
        public String toString() {
            return "a display: update(value) shows another value in its place";
        }
    }
}
