package upft.sampling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Which rows are decoded together: as many as there may be, and as soon as some have ended the next ones. A policy that
 * knows nothing of tensors.
 *
 * <p>Rows with one prompt come in together, as it is then computed once. Those that may become longest come first, so that
 * the last ones to be decoded are not few and long, and that what does not fit in memory fails at once; among them those
 * with prompts of like length stand together, so that there is little padding.
 */
final class Schedule {
    /** Rows come in when one in so many places is free: a few prompts are put through the model as fast as one. */
    private static final int PLACES_A_FREE_ONE = 8;

    private final Deque<List<Row>> waiting = new ArrayDeque<>();
    private final int most;

    /** @param most rows that may be decoded at a time */
    Schedule(List<Row> rows, int most) {
        this.most = most;
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(Row::limit)
                .thenComparingInt(row -> row.promptIds().length)
                .reversed());
        List<Row> together = new ArrayList<>();
        for (Row row : sorted) {
            if (together.size() == most
                    || !together.isEmpty() && !together.get(0).asksAs(row)) {
                waiting.add(List.copyOf(together));
                together.clear();
            }
            together.add(row);
        }
        if (!together.isEmpty()) {
            waiting.add(List.copyOf(together));
        }
    }

    /** Whether it is time for rows to come in. */
    boolean opens(int busy) {
        return most - busy >= most / PLACES_A_FREE_ONE;
    }

    /**
     * The rows that come in now, in groups of one prompt; empty if none can.
     *
     * @param busy rows that are being decoded
     * @param tokens of prompts that are put through the model together at most, but for a first one that is longer
     */
    List<List<Row>> next(int busy, int tokens) {
        List<List<Row>> groups = new ArrayList<>();
        int rows = busy;
        int promptTokens = 0;
        while (!waiting.isEmpty() && rows + waiting.peek().size() <= most) {
            promptTokens += waiting.peek().get(0).promptIds().length;
            if (promptTokens > tokens && !groups.isEmpty()) {
                break;
            }
            rows += waiting.peek().size();
            groups.add(waiting.remove());
        }
        return groups;
    }
}
