package upft.kernel.magic.library.resolver;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import upft.task.CancelToken;
import upft.task.Progress;

/** Tells of downloads, several of which may go on at once, and ends them when the cell is interrupted. */
final class Downloads extends AbstractTransferListener {
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final CancelToken cancel;
    private final long start = System.nanoTime();

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
            progress.report(new Progress.Report(
                    "downloading " + name.substring(name.lastIndexOf('/') + 1),
                    event.getTransferredBytes() >> 10,
                    Math.max(event.getTransferredBytes(), resource.getContentLength()) >> 10,
                    "KiB",
                    (System.nanoTime() - start) / NANOS,
                    ""));
        }
    }

    private void endIfCancelled() throws TransferCancelledException {
        if (cancel.isCancelled()) {
            throw new TransferCancelledException("interrupted");
        }
    }
}
