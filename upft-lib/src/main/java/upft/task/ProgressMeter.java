package upft.task;

import java.util.function.LongSupplier;

/** Passes a task's progress on, with the time since it began, a few times a second at most. */
public final class ProgressMeter {
    private static final long NANOS_BETWEEN_REPORTS = 100_000_000;
    private static final double NANOS = 1e9;

    private final Progress progress;
    private final String activity;
    private final String unit;
    private final LongSupplier clock;
    private long start;
    private long lastReport;
    private boolean silentSoFar = true;

    public ProgressMeter(Progress progress, String activity, String unit) {
        this(progress, activity, unit, System::nanoTime);
    }

    /** @param clock nanoseconds, as {@link System#nanoTime} gives them */
    public ProgressMeter(Progress progress, String activity, String unit, LongSupplier clock) {
        this.progress = progress;
        this.activity = activity;
        this.unit = unit;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** Counts what was done of the task before this meter was made: so many seconds. */
    public void after(double seconds) {
        start -= (long) (seconds * NANOS);
    }

    /** Passed on if it is the first, the last ({@code done >= total}), or a tenth of a second after the one before. */
    public void report(long done, long total, String detail) {
        report(done, total, detail, Trend.NONE);
    }

    /** The same, with a trend. */
    public void report(long done, long total, String detail, Trend trend) {
        long now = clock.getAsLong();
        if (silentSoFar || done >= total || now - lastReport >= NANOS_BETWEEN_REPORTS) {
            silentSoFar = false;
            lastReport = now;
            progress.report(new Progress.Report(activity, done, total, unit, seconds(now), detail, trend));
        }
    }

    /** Seconds since this meter was made. */
    public double seconds() {
        return seconds(clock.getAsLong());
    }

    private double seconds(long now) {
        return (now - start) / NANOS;
    }
}
