package upft.training;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.JsonlJournal;

/** Training logs as JSONL: a header line, then a line for each step, in any order one for each exam and skipped step. */
final class TrainingLogFiles {
    private static final String FORMAT = "upft-training-log-1";
    private static final String SKIPPED = "skipped";
    private static final String EXAM = "exam";

    private TrainingLogFiles() {}

    static void write(Path file, TrainingLog log) {
        JsonObject header = header(log);
        header.addProperty(SKIPPED, log.skipped());
        Stream<JsonObject> lines = Stream.concat(
                log.steps().stream().map(TrainingLogFiles::line),
                log.exams().stream().map(TrainingLogFiles::line));
        Jsonl.write(file, Stream.concat(Stream.of(header), lines));
    }

    static JsonObject header(TrainingLog log) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("name", log.name());
        header.add("settings", Jsonl.toJson(log.settings()));
        header.addProperty("planned", log.planned());
        return header;
    }

    static JsonObject line(TrainingStep step) {
        return Jsonl.toJson(step).getAsJsonObject();
    }

    static JsonObject skippedLine(int step) {
        JsonObject line = new JsonObject();
        line.addProperty(SKIPPED, step);
        return line;
    }

    /** A standard error that is not known is left out: JSON has no word for it. */
    static JsonObject line(Exam exam) {
        JsonArray measures = new JsonArray();
        for (Exam.Measure each : exam.measures()) {
            JsonObject measure = new JsonObject();
            measure.addProperty("name", each.name());
            measure.addProperty("mean", each.mean());
            if (!Double.isNaN(each.standardError())) {
                measure.addProperty("standardError", each.standardError());
            }
            measures.add(measure);
        }
        JsonObject line = new JsonObject();
        line.addProperty(EXAM, exam.step());
        line.addProperty("problems", exam.problems());
        line.addProperty("questions", exam.questions());
        line.add("measures", measures);
        return line;
    }

    static TrainingLog read(Path file) {
        Reading reading = new Reading();
        JsonlJournal.read(file, FORMAT, reading);
        return reading.log();
    }

    /** The lines of a file as they come. */
    private static final class Reading implements JsonlJournal.Contents {
        private final List<TrainingStep> steps = new ArrayList<>();
        private final List<Exam> exams = new ArrayList<>();
        private JsonRecord header;
        private int skipped;

        @Override
        public void header(JsonRecord line) {
            header = line;
            skipped = line.has(SKIPPED) ? line.value(SKIPPED, Integer.class) : 0;
        }

        @Override
        public void line(JsonRecord line) {
            if (line.has(EXAM)) {
                exams.add(exam(line));
            } else if (line.has(SKIPPED)) {
                skipped++;
            } else {
                steps.add(line.value(TrainingStep.class));
            }
        }

        TrainingLog log() {
            int made = steps.size() + skipped;
            return new TrainingLog(
                    header.text("name"),
                    header.value("settings", TrainingSettings.class),
                    steps,
                    skipped,
                    header.has("planned") ? header.value("planned", Integer.class) : made,
                    exams);
        }

        private static Exam exam(JsonRecord line) {
            List<Exam.Measure> measures = new ArrayList<>();
            for (JsonElement each : line.value("measures", JsonArray.class)) {
                JsonObject measure = each.getAsJsonObject();
                double error = Optional.ofNullable(measure.get("standardError"))
                        .map(JsonElement::getAsDouble)
                        .orElse(Double.NaN);
                measures.add(new Exam.Measure(
                        measure.get("name").getAsString(), measure.get("mean").getAsDouble(), error));
            }
            return new Exam(
                    line.value(EXAM, Integer.class),
                    line.text("problems"),
                    line.value("questions", Integer.class),
                    measures);
        }
    }
}
