package upft.training;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import upft.io.JsonRecord;
import upft.io.Jsonl;

/** Training logs as JSONL: a header line, then one line a step. */
final class TrainingLogFiles {
    private static final String FORMAT = "upft-training-log-1";

    private TrainingLogFiles() {}

    static void write(Path file, TrainingLog log) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("name", log.name());
        header.add("settings", Jsonl.toJson(log.settings()));
        header.addProperty("skipped", log.skipped());
        Stream<JsonObject> steps =
                log.steps().stream().map(step -> Jsonl.toJson(step).getAsJsonObject());
        Jsonl.write(file, Stream.concat(Stream.of(header), steps));
    }

    static TrainingLog read(Path file) {
        List<JsonRecord> lines = Jsonl.read(file);
        JsonRecord header = Jsonl.header(file, lines, FORMAT);
        return new TrainingLog(
                header.text("name"),
                header.value("settings", TrainingSettings.class),
                lines.subList(1, lines.size()).stream()
                        .map(line -> line.value(TrainingStep.class))
                        .toList(),
                header.value("skipped", Integer.class));
    }
}
