package upft.sampling;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import upft.data.Problem;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.JsonlJournal;
import upft.task.Bill;

/** What a store holds: of two traces of one problem and number the longer. */
final class StoredTraces implements JsonlJournal.Contents {
    private static final String SECONDS = "seconds";

    private final Consumer<StoreHeader> check;
    private final Map<Key, Trace> traces = new LinkedHashMap<>();
    /** Each line has its problem; it is kept once. */
    private final Map<Problem, Problem> problems = new HashMap<>();

    private Optional<StoreHeader> header = Optional.empty();
    private long tokens;
    private double seconds;

    private record Key(String problemId, int sample) {
        static Key of(Trace trace) {
            return new Key(trace.problem().id(), trace.sample());
        }
    }

    /** @param check throws if it is not the header that is wanted */
    StoredTraces(Consumer<StoreHeader> check) {
        this.check = check;
    }

    /** The line of a trace; seconds of sampling that it took are a field beside its own. */
    static JsonObject line(Trace trace, double seconds) {
        JsonObject line = Jsonl.toJson(trace).getAsJsonObject();
        line.addProperty(SECONDS, seconds);
        return line;
    }

    @Override
    public void header(JsonRecord line) {
        StoreHeader read = StoreHeader.of(line);
        check.accept(read);
        header = Optional.of(read);
    }

    @Override
    public void line(JsonRecord line) {
        add(TraceFiles.trace(line), line.value(SECONDS, Double.class));
    }

    /** Empty if the store is new. */
    Optional<StoreHeader> header() {
        return header;
    }

    /** Whether there is as much of this trace, or more. */
    boolean has(Trace trace) {
        Trace own = traces.get(Key.of(trace));
        return own != null && own.length() >= trace.length();
    }

    /** @param took seconds of sampling */
    void add(Trace trace, double took) {
        tokens += trace.length();
        seconds += took;
        if (!has(trace)) {
            traces.put(Key.of(trace), trace.of(problems.computeIfAbsent(trace.problem(), first -> first)));
        }
    }

    /** In the order of the file. The bill is for all that was stored, the shorter ones of two as well. */
    Traces of(String model, SamplingSettings settings) {
        return new Traces(model, settings, new ArrayList<>(traces.values()), Bill.sampling(tokens, seconds));
    }
}
