package upft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("some.jsonl");
    }

    @Test
    void recordsKnowTheirLinesAndBlankOnesArePassedOver() throws IOException {
        Files.writeString(file, "{\"a\": \"ü\"}\n\n{\"a\": 1.50}\r\n");
        List<JsonRecord> records = Jsonl.read(file);
        assertEquals(2, records.size());
        assertEquals(3, records.get(1).line());
        assertEquals("ü", records.get(0).text("a"));
        assertEquals("1.50", records.get(1).text("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": ",
                "not json",
                "[1, 2]",
                "\"text\"",
                "{a: 1}",
                "{\"a\": 1} {\"a\": 2}",
                "null",
                "{'a': 1}"
            })
    void aLineThatIsNoJsonObjectIsNamed(String bad) throws IOException {
        Files.writeString(file, "{\"a\": 1}\n" + bad + "\n");
        UserException error = assertThrows(UserException.class, () -> Jsonl.read(file));
        assertTrue(error.getMessage().startsWith(file + ", line 2: not a JSON object: " + bad), error.getMessage());
    }

    @Test
    void textThatIsNotUtf8IsSaidToBe() throws IOException {
        Files.write(file, "{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        UserException error = assertThrows(UserException.class, () -> Jsonl.read(file));
        assertEquals(file + " is not UTF-8 text. Save it as UTF-8.", error.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        UserException error = assertThrows(UserException.class, () -> Jsonl.read(file));
        assertEquals("There is no file " + file + ". Check the path.", error.getMessage());
    }

    record Point(int x, int y) {
        Point {
            if (x < 0) {
                throw new UserException("x is " + x);
            }
        }
    }

    @Test
    void valuesGoThroughAFileUnchanged() {
        Jsonl.write(file, List.of(new Point(1, 2), new Point(3, 4)).stream().map(point -> Jsonl.toJson(point)
                .getAsJsonObject()));
        assertEquals(
                List.of(new Point(1, 2), new Point(3, 4)),
                Jsonl.read(file).stream().map(line -> line.value(Point.class)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": -1, \"y\": 2}", "{\"x\": \"one\", \"y\": 2}", "{\"x\": [], \"y\": 2}"})
    void aValueOfAnotherShapeIsAnErrorThatNamesTheLine(String bad) throws IOException {
        Files.writeString(file, bad);
        JsonRecord line = Jsonl.read(file).get(0);
        UserException error = assertThrows(UserException.class, () -> line.value(Point.class));
        assertTrue(error.getMessage().startsWith(file + ", line 1: it cannot be read as Point"), error.getMessage());
    }
}
