package upft.experiment;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import upft.data.ProblemSet;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.JsonlJournal;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.TraceJournal;
import upft.sampling.TraceStore;
import upft.sampling.Traces;
import upft.task.CancelToken;
import upft.task.Progress;

/**
 * The runs of ablations that are done, so that none is made twice; their models are not kept. With a directory, runs and
 * traces are on disk as soon as they are finished, and a sweep that was killed goes on where it stopped: {@code runs.jsonl}
 * has a line a run, each {@code traces-SEED-KEY.jsonl} is a {@link TraceJournal}, with a part of its key. Runs and traces
 * go by what they depend on, so one store may hold those of several ablations, models and data sets.
 */
public final class AblationStore implements AutoCloseable {
    private static final String FORMAT = "upft-ablation-1";
    private static final int SHOWN_OF_A_KEY = 12;

    private final Optional<Path> directory;
    private final Optional<JsonlJournal> file;
    private final Map<String, AblationRun> runs;
    private TraceStore traces;

    private AblationStore(
            Optional<Path> directory, Optional<JsonlJournal> file, Map<String, AblationRun> runs, TraceStore traces) {
        this.directory = directory;
        this.file = file;
        this.runs = runs;
        this.traces = traces;
    }

    /**
     * A store that ends with the process.
     *
     * @param known traces that are used where they serve
     */
    public static AblationStore inMemory(TraceStore known) {
        return new AblationStore(Optional.empty(), Optional.empty(), new HashMap<>(), known);
    }

    /**
     * A store in a directory, which is made where it is missing. Until it is closed no other process can open it.
     *
     * @throws upft.io.UserException if the directory holds another thing in {@code runs.jsonl}, or is in use
     */
    public static AblationStore open(Path directory) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        Map<String, AblationRun> runs = new HashMap<>();
        JsonlJournal file = JsonlJournal.open(directory.resolve("runs.jsonl"), header, contents(runs));
        return new AblationStore(Optional.of(directory), Optional.of(file), runs, TraceStore.empty());
    }

    /** How many runs are done. */
    public int size() {
        return runs.size();
    }

    Optional<AblationRun> find(String key) {
        return Optional.ofNullable(runs.get(key));
    }

    void add(AblationRun run) {
        file.ifPresent(journal -> journal.append(Jsonl.toJson(run).getAsJsonObject()));
        runs.put(run.key(), run);
    }

    /** Samples what is not in the store, and stores it. */
    Traces sample(
            Sampler sampler,
            long seed,
            ProblemSet problems,
            List<SampleRequest> plan,
            Progress progress,
            CancelToken cancel) {
        if (directory.isEmpty()) {
            Traces sampled = sampler.sample(plan, traces, progress, cancel);
            traces = traces.with(sampled);
            return sampled;
        }
        String key = TraceJournal.key(sampler, problems).substring(0, SHOWN_OF_A_KEY);
        Path path = directory.get().resolve("traces-" + seed + "-" + key + ".jsonl");
        try (TraceJournal journal = TraceJournal.open(path, sampler, problems)) {
            return sampler.sample(plan, journal, progress, cancel);
        }
    }

    @Override
    public void close() {
        file.ifPresent(JsonlJournal::close);
    }

    private static JsonlJournal.Contents contents(Map<String, AblationRun> runs) {
        return new JsonlJournal.Contents() {
            @Override
            public void header(JsonRecord header) {
                // The format is all that it says.
            }

            @Override
            public void line(JsonRecord line) {
                AblationRun run = line.value(AblationRun.class);
                runs.put(run.key(), run);
            }
        };
    }
}
