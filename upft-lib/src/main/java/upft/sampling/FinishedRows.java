package upft.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import upft.model.TextTokenizer;

/** Makes a trace of each row that has ended and passes it on at once. */
final class FinishedRows implements Consumer<Row> {
    private final TextTokenizer tokenizer;
    private final TraceSink sink;
    private final LongSupplier clock;
    private final Map<Row, Trace> traces = new HashMap<>();
    private long last;

    /** @param clock nanoseconds; the first row's time begins now */
    FinishedRows(TextTokenizer tokenizer, TraceSink sink, LongSupplier clock) {
        this.tokenizer = tokenizer;
        this.sink = sink;
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    @Override
    public void accept(Row row) {
        Trace trace = row.trace(tokenizer);
        traces.put(row, trace);
        long now = clock.getAsLong();
        sink.accept(trace, (now - last) / 1e9);
        last = now;
    }

    Trace of(Row row) {
        return traces.get(row);
    }
}
