package upft.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import upft.data.Dataset;
import upft.io.UserException;

class CatalogTest {
    @Test
    void demoIsTheEmbeddedProblemSet() {
        Dataset demo = Datasets.load("demo");
        assertEquals("demo", demo.name());
        assertTrue(demo.test().size() >= 1000);
    }

    @Test
    void aPathIsReadAsADataSet(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("three.jsonl");
        String line = "{\"question\": \"q%d\", \"answer\": \"1\"}\n";
        Files.writeString(file, line.formatted(1) + line.formatted(2) + line.formatted(3));
        assertEquals("three", Datasets.load(file.toString()).name());
    }

    @Test
    void anUnknownNameIsAnErrorWithTheNearestKnownOne() {
        UserException data = assertThrows(UserException.class, () -> Datasets.load("dmeo"));
        assertEquals(
                "There is no data set \"dmeo\". Did you mean demo? Give \"demo\" or the path of a JSONL file or a directory"
                        + " of them.",
                data.getMessage());
        UserException model = assertThrows(UserException.class, () -> Models.load("no/such/place"));
        assertEquals(
                "There is no model \"no/such/place\". Give \"demo\" or the path of a Hugging Face model directory.",
                model.getMessage());
    }

    @Test
    void whatIsNoPathIsAnErrorToo() {
        assertThrows(UserException.class, () -> Datasets.load("a\0b"));
    }
}
