package upft.kernel.magic.commands;

import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;
import upft.task.CancelToken;

/** A user who interrupts as soon as a progress bar appears. */
final class CancellingOutput implements CellOutput {
    private final CancelToken cancel;

    CancellingOutput(CancelToken cancel) {
        this.cancel = cancel;
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        cancel.cancel();
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        cancel.cancel();
    }

    @Override
    public void stdout(String text) {}

    @Override
    public void stderr(String text) {}
}
