package upft.kernel.magic.library.resolver;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import upft.task.CancelToken;
import upft.task.Progress;

/** Tells of downloads, several of which go on at once, as of one; ends them when the cell is interrupted. */
final class Downloads extends AbstractTransferListener {
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final CancelToken cancel;
    private final long start = System.nanoTime();
    /** Bytes that have come of each jar, and of those that will come in all. */
    private final Map<String, Long> come = new HashMap<>();

    private final Map<String, Long> expected = new HashMap<>();

    Downloads(Progress progress, CancelToken cancel) {
        this.progress = progress;
        this.cancel = cancel;
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        endIfCancelled();
    }

    @Override
    public synchronized void transferProgressed(TransferEvent event) throws TransferCancelledException {
        endIfCancelled();
        TransferResource resource = event.getResource();
        String name = resource.getResourceName();
        if (resource.getContentLength() > 0 && name.endsWith(".jar")) {
            come.put(name, event.getTransferredBytes());
            expected.put(name, resource.getContentLength());
            report(name.substring(name.lastIndexOf('/') + 1));
        }
    }

    /** Nothing at the end of all that is known, since more may follow. */
    private void report(String jar) {
        long done = sum(come);
        long total = sum(expected);
        if (done < total) {
            progress.report(new Progress.Report(
                    "downloading", done >> 10, (total >> 10) + 1, "KiB", (System.nanoTime() - start) / NANOS, jar));
        }
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private void endIfCancelled() throws TransferCancelledException {
        if (cancel.isCancelled()) {
            throw new TransferCancelledException("interrupted");
        }
    }
}
