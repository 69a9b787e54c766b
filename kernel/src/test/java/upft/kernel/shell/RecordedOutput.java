package upft.kernel.shell;

import java.util.ArrayList;
import java.util.List;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;

/** Keeps what a cell puts out. */
class RecordedOutput implements CellOutput {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final List<MimeBundle> displays = new ArrayList<>();

    synchronized String out() {
        return out.toString();
    }

    synchronized String err() {
        return err.toString();
    }

    @Override
    public synchronized void stdout(String text) {
        out.append(text);
        notifyAll();
    }

    @Override
    public synchronized void stderr(String text) {
        err.append(text);
    }

    @Override
    public synchronized void display(String id, MimeBundle bundle) {
        displays.add(bundle);
    }

    @Override
    public synchronized void update(String id, MimeBundle bundle) {
        displays.add(bundle);
    }

    /** Waits until standard output contains {@code text}; the test's time limit ends a wait in vain. */
    synchronized void awaitOut(String text) throws InterruptedException {
        while (out.indexOf(text) < 0) {
            wait();
        }
    }
}
