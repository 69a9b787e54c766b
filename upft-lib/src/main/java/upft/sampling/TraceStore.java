package upft.sampling;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import upft.data.Problem;
import upft.io.UserException;
import upft.task.Bill;

/**
 * Traces at hand, so that what was sampled once is not sampled again. Immutable: {@link #with} gives a new store.
 *
 * <p>A trace serves a request if it has the same model name, settings (batch size apart), problem, prompt and sample number,
 * and ended or is at least as long as asked for: since a trace depends on nothing else, the longer one begins as the
 * shorter one would. Models are told apart by name alone; keep the traces of two models of one name in two stores.
 */
public final class TraceStore {
    private static final TraceStore EMPTY = new TraceStore(Map.of());

    private final Map<Key, Entry> entries;

    private TraceStore(Map<Key, Entry> entries) {
        this.entries = entries;
    }

    /** @param settings but for the batch size, which has no say in what is sampled */
    private record Key(String model, SamplingSettings settings, String problemId, int sample) {}

    /** A trace with what a token of its run took to sample. */
    record Entry(Trace trace, double secondsPerToken) {}

    public static TraceStore empty() {
        return EMPTY;
    }

    /**
     * This store and {@code traces}; of two traces of the same sample the longer stays.
     *
     * @throws UserException if they were brought in from elsewhere: they are no samples of a model
     */
    public TraceStore with(Traces traces) {
        SamplingSettings settings = traces.settings()
                .orElseThrow(() -> new UserException("The traces of " + traces.model()
                        + " were brought in from elsewhere and do not stand for samples of a model. Train on them with"
                        + " Method.runOn, or %train --traces."));
        Map<Key, Entry> all = new HashMap<>(entries);
        Bill bill = traces.bill();
        double secondsPerToken = bill.tokensSampled() == 0 ? 0 : bill.secondsSampling() / bill.tokensSampled();
        for (Trace trace : traces) {
            Key key = key(traces.model(), settings, trace.problem(), trace.sample());
            all.merge(key, new Entry(trace, secondsPerToken), TraceStore::longer);
        }
        return new TraceStore(all);
    }

    public int size() {
        return entries.size();
    }

    /** The trace of one sample, however long, if it was sampled from the same prompt. */
    Optional<Entry> find(String model, SamplingSettings settings, Problem problem, int sample, int[] promptIds) {
        return Optional.ofNullable(entries.get(key(model, settings, problem, sample)))
                .filter(entry -> entry.trace().problem().equals(problem))
                .filter(entry -> Arrays.equals(entry.trace().promptIds(), promptIds));
    }

    private static Key key(String model, SamplingSettings settings, Problem problem, int sample) {
        return new Key(model, settings.withBatchSize(1), problem.id(), sample);
    }

    private static Entry longer(Entry old, Entry fresh) {
        return fresh.trace().length() > old.trace().length() ? fresh : old;
    }
}
