package upft.kernel.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The rows that a benchmark wrote as JSON. */
record BenchRows(List<JsonObject> rows) {
    /** The demo, which benchmarks are tried out on. */
    static final String MODEL = "../upft-lib/src/main/resources/upft/demo/model";

    static BenchRows read(Path file) throws IOException {
        Iterable<JsonElement> rows =
                JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("rows");
        return new BenchRows(StreamSupport.stream(rows.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList());
    }

    JsonObject of(String name) {
        return first(name, row -> true);
    }

    JsonObject of(String name, String rival) {
        return first(name, row -> row.get("rivalName").getAsString().equals(rival));
    }

    private JsonObject first(String name, Predicate<JsonObject> other) {
        return rows.stream()
                .filter(row -> row.get("name").getAsString().equals(name))
                .filter(other)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name + " in " + rows));
    }
}
