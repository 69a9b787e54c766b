package upft.kernel.magic;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import upft.kernel.cell.CellOutput;
import upft.task.Progress;

/**
 * Shows a task's progress as a bar that is replaced in place, at most ten times a second. Each activity of the task gets a
 * bar of its own; every bar ends in a last state, whether the activity came to its end or was stopped.
 */
public final class ProgressDisplay implements Progress {
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    private final CellOutput output;
    private final LongSupplier nanoTime;
    private String id;
    private Report running;
    private String ended = "";
    private long shownAt;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public ProgressDisplay(CellOutput output, LongSupplier nanoTime) {
        this.output = output;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void report(Report report) {
        boolean sameActivity = running != null && running.activity().equals(report.activity());
        if (!sameActivity) {
            done();
            if (report.finished() && report.activity().equals(ended)) {
                return;
            }
            begin(report);
        }
        running = report;
        if (report.finished()) {
            done();
        } else if (nanoTime.getAsLong() - shownAt >= INTERVAL) {
            show(report);
        }
    }

    /** The task came to its end: the bar under way becomes one line that says so. */
    public synchronized void done() {
        end(ProgressView.DONE);
    }

    /** The task was interrupted or failed: the bar stays where it was and says so. */
    public synchronized void stopped() {
        end(ProgressView.STOPPED);
    }

    private void begin(Report report) {
        id = UUID.randomUUID().toString();
        shownAt = nanoTime.getAsLong();
        output.display(id, ProgressView.RUNNING.of(report));
    }

    private void show(Report report) {
        shownAt = nanoTime.getAsLong();
        output.update(id, ProgressView.RUNNING.of(report));
    }

    private void end(ProgressView view) {
        if (running != null) {
            output.update(id, view.of(running));
            ended = running.activity();
            running = null;
        }
    }
}
