package upft.recipe;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import upft.io.JsonRecord;
import upft.io.Jsonl;
import upft.io.UserException;
import upft.task.Bill;

/** Training sets as JSONL: a header line, then one line an example. */
final class TrainingSetFiles {
    private static final String FORMAT = "upft-training-set-1";

    private TrainingSetFiles() {}

    static void write(Path file, TrainingSet set) {
        JsonObject header = new JsonObject();
        header.addProperty("format", FORMAT);
        header.addProperty("recipe", set.recipe());
        header.addProperty("problems", set.problems());
        header.add("leftOut", Jsonl.toJson(set.leftOut()));
        header.add("bill", Jsonl.toJson(set.bill()));
        header.addProperty("dataHash", set.dataHash());
        Stream<JsonObject> examples =
                set.examples().stream().map(example -> Jsonl.toJson(example).getAsJsonObject());
        Jsonl.write(file, Stream.concat(Stream.of(header), examples));
    }

    static TrainingSet read(Path file) {
        List<JsonRecord> lines = Jsonl.read(file);
        JsonRecord header = Jsonl.header(file, lines, FORMAT);
        return new TrainingSet(
                header.text("recipe"),
                lines.subList(1, lines.size()).stream()
                        .map(line -> line.value(TrainingExample.class))
                        .toList(),
                header.value("problems", Integer.class),
                leftOut(header),
                header.value("bill", Bill.class),
                header.text("dataHash"));
    }

    private static Map<LeftOut, Integer> leftOut(JsonRecord header) {
        Map<LeftOut, Integer> counts = new EnumMap<>(LeftOut.class);
        JsonObject object = header.value("leftOut", JsonObject.class);
        for (String name : object.keySet()) {
            try {
                counts.put(LeftOut.valueOf(name), object.get(name).getAsInt());
            } catch (IllegalArgumentException e) {
                throw new UserException(
                        header.error("the reason \"" + name + "\" is not known.")
                                .getMessage(),
                        e);
            }
        }
        return counts;
    }
}
