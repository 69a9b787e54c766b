package upft.sampling;

/**
 * Hears of each trace of a sampling run once: first of those that were at hand, then of each new one at the moment that it
 * is finished, in no set order. Called by the thread that samples; what it throws ends the run.
 */
@FunctionalInterface
public interface TraceSink {
    /** @param seconds of sampling that the trace took: for a new one the time since the one before it was finished */
    void accept(Trace trace, double seconds);
}
