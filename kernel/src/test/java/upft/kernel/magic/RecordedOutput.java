package upft.kernel.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;

/** Keeps what a cell put out, displays as they stand. */
public final class RecordedOutput implements CellOutput {
    private final Map<String, MimeBundle> displays = new LinkedHashMap<>();
    private final StringBuilder printed = new StringBuilder();
    private MimeBundle last;
    private int updates;

    @Override
    public synchronized void stdout(String text) {
        printed.append(text);
        notifyAll();
    }

    @Override
    public synchronized void stderr(String text) {
        printed.append(text);
        notifyAll();
    }

    @Override
    public synchronized void display(String id, MimeBundle bundle) {
        displays.put(id, bundle);
        last = bundle;
        notifyAll();
    }

    @Override
    public synchronized void update(String id, MimeBundle bundle) {
        if (!displays.containsKey(id)) {
            throw new IllegalStateException("update of a display that was never shown: " + id);
        }
        displays.put(id, bundle);
        last = bundle;
        updates++;
        notifyAll();
    }

    /** Plain text of all displays, in the order they were first shown. */
    public synchronized List<String> texts() {
        return displays.values().stream()
                .map(bundle -> bundle.data().get("text/plain"))
                .toList();
    }

    public synchronized String printed() {
        return printed.toString();
    }

    public synchronized MimeBundle last() {
        return last;
    }

    public synchronized int updates() {
        return updates;
    }

    /** Waits until something is so that comes about while there is output; looks with each change of it. */
    public synchronized void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            wait();
        }
    }

    /** Waits until this has been printed, whatever else; the test's time limit ends a wait in vain. */
    public synchronized void awaitPrinted(String text) throws InterruptedException {
        while (printed.indexOf(text) < 0) {
            wait();
        }
    }

    /** Waits until something is displayed. */
    public synchronized void awaitDisplay() throws InterruptedException {
        while (displays.isEmpty()) {
            wait();
        }
    }
}
