package upft.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import upft.io.Jsonl;

/**
 * What a benchmark measured, and where.
 *
 * @param benchmark its name
 * @param conditions of the measurement: machine, versions, settings
 * @param seconds that it took in all
 */
public record Report(String benchmark, Map<String, String> conditions, List<Row> rows, double seconds) {
    public Report {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        rows = List.copyOf(rows);
    }

    /** Writes one JSON object with benchmark, conditions, seconds and rows. What was not measured is left out. */
    public void save(Path file) {
        Jsonl.write(file, Stream.of(json()));
    }

    JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("benchmark", benchmark);
        object.add("conditions", Jsonl.toJson(conditions));
        object.addProperty("seconds", seconds);
        JsonArray array = new JsonArray();
        rows.forEach(row -> array.add(json(row)));
        object.add("rows", array);
        return object;
    }

    private static JsonObject json(Row row) {
        JsonObject object = new JsonObject();
        object.addProperty("name", row.name());
        object.addProperty("unit", row.unit());
        object.addProperty("better", row.better().name().toLowerCase(Locale.ROOT));
        add(object, row.ours(), "ours", "spread", "oursValues", "oursMissing");
        row.ours().series().ifPresent(series -> object.addProperty("repeats", series.count()));
        row.rival().ifPresent(rival -> {
            object.addProperty("rivalName", rival.contender());
            add(object, rival, "rival", "rivalSpread", "rivalValues", "rivalMissing");
        });
        row.ratio().ifPresent(ratio -> object.addProperty("ratio", ratio));
        row.goal().ifPresent(goal -> object.addProperty("goal", goal.toString()));
        row.goalReached().ifPresent(reached -> object.addProperty("goalReached", reached));
        if (!row.note().isEmpty()) {
            object.addProperty("note", row.note());
        }
        return object;
    }

    private static void add(
            JsonObject object, Measured measured, String median, String spread, String values, String missing) {
        measured.series().ifPresent(series -> {
            object.addProperty(median, series.median());
            object.addProperty(spread, series.spread());
            object.add(values, Jsonl.toJson(series.values()));
        });
        if (!measured.missing().isEmpty()) {
            object.addProperty(missing, measured.missing());
        }
    }
}
