package upft.task;

/**
 * Hears how far a long task has come. Called from the thread that does the work, several times a second at most;
 * implementations return at once. Nothing in this library prints by itself.
 */
@FunctionalInterface
public interface Progress {
    void report(Report report);

    /** A listener that does nothing. */
    static Progress silent() {
        return report -> {};
    }

    /** This listener hearing of the same work under another name. */
    default Progress as(String activity) {
        return report -> report(new Report(
                activity,
                report.done(),
                report.total(),
                report.unit(),
                report.seconds(),
                report.detail(),
                report.trend()));
    }

    /**
     * A state of a task.
     *
     * @param activity what is being done, such as "sampling"
     * @param done units finished
     * @param total units in all; at least {@code done}
     * @param unit the unit in the plural, such as "tokens" or "steps"
     * @param seconds time since the task began
     * @param detail a short addition such as "loss 1.234", or an empty string
     * @param trend of a number that tells how it goes; {@link Trend#NONE} if there is none
     */
    record Report(String activity, long done, long total, String unit, double seconds, String detail, Trend trend) {
        /** A state without a trend. */
        public Report(String activity, long done, long total, String unit, double seconds, String detail) {
            this(activity, done, total, unit, seconds, detail, Trend.NONE);
        }

        /** Units a second so far; 0 before the first. */
        public double rate() {
            return seconds > 0 ? done / seconds : 0;
        }

        /** Seconds left at the rate so far; NaN before anything is done. */
        public double secondsLeft() {
            return done > 0 ? seconds / done * (total - done) : Double.NaN;
        }

        public boolean finished() {
            return done >= total;
        }
    }
}
