package upft.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import upft.io.JsonFile;

/** What make_fixtures.py wrote. */
final class Fixtures {
    private static final Path ROOT = Path.of("src/test/resources/upft/model");

    private Fixtures() {}

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static JsonObject json(String name) {
        return read(path(name));
    }

    static JsonObject read(Path file) {
        return JsonParser.parseString(text(file)).getAsJsonObject();
    }

    /** As if it stood in a file. */
    static JsonFile file(JsonObject object) {
        return JsonFile.parse(Path.of("made-up.json"), object.toString().getBytes(StandardCharsets.UTF_8));
    }

    static LanguageModel load(String name) {
        return LanguageModel.load(path(name));
    }

    /** A copy of a fixture directory, to be spoiled. */
    static Path copy(String name, Path under) {
        Path target = under.resolve(name);
        try (Stream<Path> files = Files.list(path(name))) {
            Files.createDirectories(target);
            for (Path file : files.collect(Collectors.toList())) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of a model with one number of one of its weights moved. */
    static Path moved(String name, String tensor, int place, float by, Path under) {
        Path copy = copy(name, under.resolve(UUID.randomUUID().toString()));
        Path file = copy.resolve("model.safetensors");
        try (SafetensorsFile read = SafetensorsFile.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(size, 0);
            long at = 8 + size.getLong(0) + read.entries().get(tensor).begin() + 4L * place;
            ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(number, at);
            number.putFloat(0, number.getFloat(0) + by);
            channel.write(number.rewind(), at);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<int[]> prompts(JsonObject expected) {
        List<int[]> prompts = new ArrayList<>();
        expected.getAsJsonArray("prompts").forEach(row -> prompts.add(ints(row.getAsJsonArray())));
        return prompts;
    }

    static int[] ints(JsonArray values) {
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = values.get(i).getAsInt();
        }
        return ints;
    }

    static float[] floats(JsonArray values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).getAsFloat();
        }
        return floats;
    }

    static List<TrainingRow> trainingRows(JsonObject expected) {
        List<TrainingRow> rows = new ArrayList<>();
        for (JsonElement row : expected.getAsJsonObject("training").getAsJsonArray("rows")) {
            rows.add(new TrainingRow(
                    ints(row.getAsJsonObject().getAsJsonArray("ids")),
                    floats(row.getAsJsonObject().getAsJsonArray("weights"))));
        }
        return rows;
    }
}
