package upft.sampling;

import java.util.List;
import upft.task.ProgressMeter;

/**
 * Counts tokens and traces of a sampling run for its progress. The total is the most that can still come: it shrinks
 * when a trace ends before its limit.
 */
final class Tally {
    private final ProgressMeter meter;
    private final int traces;
    private long tokensAtMost;
    private long tokens;
    private int tracesDone;

    Tally(ProgressMeter meter, List<Row> rows) {
        this.meter = meter;
        this.traces = rows.size();
        this.tokensAtMost = rows.stream().mapToLong(Row::limit).sum();
    }

    /** @param spared tokens that a trace will not need, as it ended early */
    void add(int sampled, int spared, int tracesEnded) {
        tokens += sampled;
        tokensAtMost -= spared;
        tracesDone += tracesEnded;
    }

    void report() {
        meter.report(tokens, tokensAtMost, tracesDone + " of " + traces + " traces");
    }

    long tokens() {
        return tokens;
    }
}
