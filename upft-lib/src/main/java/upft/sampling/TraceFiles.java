package upft.sampling;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.JsonlJournal;
import upft.io.UserException;
import upft.task.Bill;

/** Traces as JSONL: a header line, then one line a trace. */
final class TraceFiles {
    static final String FORMAT = "upft-traces-2";

    /** Without log-probabilities in the sampling distribution, end tokens and stop strings: they cannot be made up. */
    private static final String OLD_FORMAT = "upft-traces-1";

    /** Missing in the header of traces that were brought in. */
    private static final String SETTINGS = "settings";

    private static final String ORIGIN = "origin";

    private TraceFiles() {}

    static void write(Path file, Traces traces) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("model", traces.model());
        traces.settings().ifPresent(settings -> header.add(SETTINGS, Jsonl.toJson(settings)));
        header.add("bill", Jsonl.toJson(traces.bill()));
        Jsonl.write(
                file, Stream.concat(Stream.of(header), traces.traces().stream().map(trace -> Jsonl.toJson(trace)
                        .getAsJsonObject())));
    }

    static Traces read(Path file) {
        String format = Jsonl.format(file).orElse("");
        return switch (format) {
            case StoreHeader.FORMAT -> readStore(file);
            case OLD_FORMAT ->
                throw new UserException(
                        file + " was written by an earlier version, as " + OLD_FORMAT + "; this one reads " + FORMAT
                                + ", which says more of how traces were sampled. Sample them again.");
            default -> readSaved(file);
        };
    }

    private static Traces readStore(Path file) {
        StoredTraces stored = new StoredTraces(header -> {});
        JsonlJournal.read(file, StoreHeader.FORMAT, stored);
        StoreHeader header = stored.header().orElseThrow();
        return stored.of(header.model().name(), header.settings());
    }

    private static Traces readSaved(Path file) {
        List<JsonRecord> lines = Jsonl.read(file);
        JsonRecord header = Jsonl.header(file, lines, FORMAT);
        return new Traces(
                header.text("model"),
                header.has(SETTINGS) ? Optional.of(header.value(SETTINGS, SamplingSettings.class)) : Optional.empty(),
                lines.subList(1, lines.size()).stream().map(TraceFiles::trace).toList(),
                header.value("bill", Bill.class));
    }

    /** The trace of a line; one that says nothing of its origin was sampled. */
    static Trace trace(JsonRecord line) {
        if (!line.has(ORIGIN)) {
            line.object().addProperty(ORIGIN, Trace.Origin.SAMPLED.name());
        }
        return line.value(Trace.class);
    }
}
