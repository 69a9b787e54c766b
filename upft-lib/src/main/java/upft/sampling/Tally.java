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
    private String shortage = "";

    Tally(ProgressMeter meter, List<Row> rows) {
        this.meter = meter;
        this.traces = rows.size();
        this.tokensAtMost = rows.stream().mapToLong(Row::limit).sum();
    }

    /** Counts tokens that a row took; if it is done, what it will not need is off the total. */
    void add(Row row, int sampled) {
        tokens += sampled;
        if (row.done()) {
            tracesDone++;
            tokensAtMost -= row.remaining();
        }
    }

    /** Notes that there is memory for so many rows at a time only. */
    void narrowed(int rows) {
        shortage = ", memory for " + rows + (rows == 1 ? " row" : " rows") + " at a time only";
    }

    void report() {
        meter.report(tokens, tokensAtMost, tracesDone + " of " + traces + " traces" + shortage);
    }

    long tokens() {
        return tokens;
    }
}
