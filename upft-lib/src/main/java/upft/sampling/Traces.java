package upft.sampling;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import upft.data.Problem;
import upft.io.UserException;
import upft.model.TextTokenizer;
import upft.task.Bill;

/**
 * The traces of one sampling run, in the order of the requests, with how they were made and what they cost; or traces that
 * were made elsewhere and brought in by {@link TraceImport}. Immutable.
 *
 * @param model name of the model that they were sampled from; of traces that were brought in, the name of their file
 * @param settings those in force: with the model's end tokens where none were asked for. Empty if they were brought in, as
 *     nothing is known of how they were made
 * @param bill what these traces cost, reused ones included; nothing if they were brought in
 */
public record Traces(String model, Optional<SamplingSettings> settings, List<Trace> traces, Bill bill)
        implements Iterable<Trace> {
    private static final int SHOWN = 3;
    private static final int SHOWN_CHARACTERS = 160;

    public Traces {
        traces = List.copyOf(traces);
        for (Trace trace : traces) {
            if (trace.imported() == settings.isPresent()) {
                throw new IllegalArgumentException("sampled traces and others in one list: " + trace);
            }
        }
    }

    /** Traces that were sampled. */
    public Traces(String model, SamplingSettings settings, List<Trace> traces, Bill bill) {
        this(model, Optional.of(settings), traces, bill);
    }

    /** Whether they were made elsewhere. */
    public boolean imported() {
        return settings.isEmpty();
    }

    public int size() {
        return traces.size();
    }

    public boolean isEmpty() {
        return traces.isEmpty();
    }

    public Trace get(int index) {
        return traces.get(index);
    }

    @Override
    public Iterator<Trace> iterator() {
        return traces.iterator();
    }

    /** The traces of one problem, in the order of their sample numbers. */
    public List<Trace> of(Problem problem) {
        return traces.stream()
                .filter(trace -> trace.problem().id().equals(problem.id()))
                .toList();
    }

    /** Tokens of all responses. */
    public long tokens() {
        return traces.stream().mapToLong(Trace::length).sum();
    }

    /** Mean tokens a response; 0 if there is none. */
    public double meanLength() {
        return isEmpty() ? 0 : (double) tokens() / size();
    }

    /** Share of the traces that are complete, ended by no limit; 0 if there is none. */
    public double endedShare() {
        return isEmpty() ? 0 : (double) traces.stream().filter(Trace::ended).count() / size();
    }

    /**
     * The first {@code tokens} tokens of every trace. The bill stays: what was paid for was the whole traces.
     *
     * @throws UserException if {@code tokens} is below 1
     */
    public Traces cut(int tokens, TextTokenizer tokenizer) {
        requirePrefix(tokens);
        return new Traces(
                model,
                settings,
                traces.stream().map(trace -> trace.cut(tokens, tokenizer)).toList(),
                bill);
    }

    /** What cutting to {@code tokens} tokens would keep and save. */
    public PrefixSummary prefixes(int tokens) {
        requirePrefix(tokens);
        return PrefixSummary.of(this, tokens);
    }

    /** Writes JSONL: a first line with model, settings and bill, then one line a trace. */
    public void save(Path file) {
        TraceFiles.write(file, this);
    }

    /**
     * Traces that were saved, or those of a {@link TraceJournal}. Files of earlier versions (upft-traces-1) are refused.
     *
     * @throws UserException naming file and line if it is not what one of these writes
     */
    public static Traces load(Path file) {
        return TraceFiles.read(file);
    }

    private static void requirePrefix(int tokens) {
        if (tokens < 1) {
            throw new UserException("The prefix length is " + tokens + ". Give at least 1 token.");
        }
    }

    /** Size, lengths, cost and the first few traces. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d traces from %s: %,d tokens, %.1f a trace, %.0f%% ended; %s",
                size(),
                model,
                tokens(),
                meanLength(),
                100 * endedShare(),
                imported() ? "brought in, none sampled here" : bill));
        for (Trace trace : traces.subList(0, Math.min(SHOWN, size()))) {
            text.append("\n  ").append(start(trace.toString()));
        }
        return text.append(size() > SHOWN ? "\n  …" : "").toString();
    }

    private static String start(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
