package upft.kernel.notebook;

import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;

/** Sends output to two places, in this order. */
record TeeOutput(CellOutput first, CellOutput second) implements CellOutput {
    @Override
    public void stdout(String text) {
        first.stdout(text);
        second.stdout(text);
    }

    @Override
    public void stderr(String text) {
        first.stderr(text);
        second.stderr(text);
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        first.display(id, bundle);
        second.display(id, bundle);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        first.update(id, bundle);
        second.update(id, bundle);
    }

    @Override
    public void clear(Clearing when) {
        first.clear(when);
        second.clear(when);
    }
}
