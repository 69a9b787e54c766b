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
    private int most;

    /** @param most rows that may be decoded at a time */
    Schedule(List<Row> rows, int most) {
        this.most = most;
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(Row::limit)
                .thenComparingInt(row -> row.promptIds().length)
                .reversed());
        waiting.addAll(groups(sorted));
    }

    /** Rows of one prompt that stand together, no more than may be decoded. */
    private List<List<Row>> groups(List<Row> rows) {
        List<List<Row>> groups = new ArrayList<>();
        for (int from = 0; from < rows.size(); ) {
            int to = from + 1;
            while (to < rows.size() && to - from < most && rows.get(from).asksAs(rows.get(to))) {
                to++;
            }
            groups.add(List.copyOf(rows.subList(from, to)));
            from = to;
        }
        return groups;
    }

    /** Whether it is time for rows to come in. */
    boolean opens(int busy) {
        return most - busy >= most / PLACES_A_FREE_ONE;
    }

    /**
     * The rows that come in now, in groups of one prompt; empty if none can.
     *
     * @param busy rows that are being decoded
     */
    List<List<Row>> next(int busy) {
        List<List<Row>> groups = new ArrayList<>();
        int rows = busy;
        while (!waiting.isEmpty() && rows + waiting.peek().size() <= most) {
            rows += waiting.peek().size();
            groups.add(waiting.remove());
        }
        return groups;
    }

    /** From now on half as many rows are decoded together: so many. */
    int halve() {
        most = Math.max(1, most / 2);
        List<Row> rows = waiting.stream().flatMap(List::stream).toList();
        waiting.clear();
        waiting.addAll(groups(rows));
        return most;
    }

    /** These rows come in again before all others. */
    void putBack(List<Row> rows) {
        List<List<Row>> groups = groups(rows);
        for (int i = groups.size() - 1; i >= 0; i--) {
            waiting.addFirst(groups.get(i));
        }
    }
}
