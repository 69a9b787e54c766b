package upft.sampling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import upft.data.ProblemSet;
import upft.io.JsonlJournal;
import upft.io.UserException;
import upft.io.Versions;

/**
 * A trace store: a JSONL file to which each trace is appended as soon as it is finished, so that a run that was killed goes
 * on where it stopped.
 *
 * <pre>{@code
 * Sampler sampler = new Sampler(model, settings);
 * try (TraceJournal store = TraceJournal.open(Path.of("traces.jsonl"), sampler, problems)) {
 *     Traces traces = sampler.sample(requests, store, progress, cancel);
 * }
 * }</pre>
 *
 * <p>The first line says what the traces depend on: hashes of the model's contents and of the problem set, and the settings
 * (the batch size apart, which has no say). A store of others is refused, never mixed. How many samples and how many tokens
 * are asked for is no part of it: a later run may ask for more of both. A trace that was cut at its request's limit serves
 * no longer request; it is sampled anew, its line appended, and of the two lines the longer counts. The versions of the
 * libraries are part of the line too, but others are a note and no refusal: they change rounding at most.
 *
 * <p>Once all is sampled, a run that was cut short however often has left the same pairs of problem and sample number as one
 * that was not, with the same tokens (but for rounding; see {@link Sampler}), in another order of lines.
 */
public final class TraceJournal implements TraceSink, AutoCloseable {
    private final JsonlJournal file;
    private final StoredTraces stored;
    private final Traces traces;
    private final List<String> notes;
    private int added;

    private TraceJournal(JsonlJournal file, StoredTraces stored, StoreHeader own) {
        this.file = file;
        this.stored = stored;
        this.traces = stored.of(own.model().name(), own.settings());
        this.notes = notes(own.versions(), stored.header(), file.torn());
    }

    /**
     * Opens a store, or begins one where there is no file or an empty one. Until it is closed no other run can open it.
     *
     * @param sampler whose model and settings the traces are of
     * @param problems the whole set that the requests come from; they may ask for a part of it
     * @throws UserException if the store was made with another model, other problems or settings, naming each with both
     *     values; if it is in use or no trace store, or a line of it is damaged. The file then stays as it was
     */
    public static TraceJournal open(Path path, Sampler sampler, ProblemSet problems) {
        StoreHeader own = StoreHeader.of(sampler.model(), problems, sampler.settings());
        StoredTraces stored = new StoredTraces(header -> requireSame(path, own, header));
        return new TraceJournal(JsonlJournal.open(path, own.toJson(), stored), stored, own);
    }

    /** A hash, as hex, of all that a store's traces depend on: a store can be opened by who has the same. */
    public static String key(Sampler sampler, ProblemSet problems) {
        return StoreHeader.of(sampler.model(), problems, sampler.settings()).key();
    }

    /** What there was when the store was opened. */
    public Traces traces() {
        return traces;
    }

    /** Traces that were appended since then. */
    public int added() {
        return added;
    }

    /** What a user may want to know of the store, a sentence each; mostly there is nothing. */
    public List<String> notes() {
        return notes;
    }

    /** Appends the trace, unless the store has as much of it already. */
    @Override
    public void accept(Trace trace, double seconds) {
        if (!stored.has(trace)) {
            file.append(StoredTraces.line(trace, seconds));
            stored.add(trace, seconds);
            added++;
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private static void requireSame(Path path, StoreHeader own, StoreHeader store) {
        List<String> differences = own.differences(store);
        if (!differences.isEmpty()) {
            throw new UserException(
                    path + " holds traces of another run, and traces of different runs are not mixed:\n  "
                            + String.join("\n  ", differences)
                            + "\nTo go on with it, load and set what it was made with; else give another file.");
        }
    }

    private static List<String> notes(Versions own, Optional<StoreHeader> header, long torn) {
        List<String> notes = new ArrayList<>();
        header.map(StoreHeader::versions)
                .filter(versions -> !versions.equals(own))
                .ifPresent(versions -> notes.add("The store was begun with " + versions + "; this is " + own
                        + ". Rounding may differ, and with it a token now and then."));
        if (torn > 0) {
            notes.add("The last line of the store was cut short; it was dropped, and its trace is sampled again.");
        }
        return List.copyOf(notes);
    }
}
