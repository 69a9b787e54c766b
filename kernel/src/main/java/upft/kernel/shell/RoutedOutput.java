package upft.kernel.shell;

import upft.kernel.cell.CellOutput;
import upft.kernel.cell.CommMessage;
import upft.kernel.cell.MimeBundle;

/** The output of the cell that the calling thread works for, whichever that is. */
record RoutedOutput(Cells cells) implements CellOutput {
    @Override
    public void stdout(String text) {
        cell().stdout(text);
    }

    @Override
    public void stderr(String text) {
        cell().stderr(text);
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        cell().display(id, bundle);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        cell().update(id, bundle);
    }

    @Override
    public void comm(CommMessage message) {
        cell().comm(message);
    }

    @Override
    public void clear(Clearing when) {
        cell().clear(when);
    }

    private CellOutput cell() {
        return cells.ofThisThread()
                .or(cells::latest)
                .map(Cell::output)
                .orElseThrow(() -> new IllegalStateException("no cell has begun"));
    }
}
