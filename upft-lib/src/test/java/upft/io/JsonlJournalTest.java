package upft.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlJournalTest {
    private static final String HEADER = "{\"format\":\"numbers-1\",\"of\":\"ü\"}\n";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("made/for/numbers.jsonl");
    }

    @Test
    void aLineIsInTheFileAsSoonAsItIsAppended() throws IOException {
        try (JsonlJournal journal = open(new ArrayList<>())) {
            assertEquals(HEADER, Files.readString(file));
            journal.append(number(1));
            journal.append(number(2));
            assertEquals(HEADER + "{\"n\":1}\n{\"n\":2}\n", Files.readString(file));
        }
        assertEquals(List.of(1, 2), numbers());
    }

    @Test
    void whereverTheLastLineWasCutItIsDroppedAndTheNextStandsInItsPlace() throws IOException {
        String whole = HEADER + "{\"n\":1}\n";
        byte[] bytes = (whole + "{\"n\":222}\n").getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.getParent());
        int wholeBytes = whole.getBytes(StandardCharsets.UTF_8).length;
        for (int length = wholeBytes; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            List<Integer> found = new ArrayList<>();
            try (JsonlJournal journal = open(found)) {
                assertEquals(List.of(1), found);
                assertEquals(length - wholeBytes, journal.torn());
                journal.append(number(3));
            }
            assertEquals(whole + "{\"n\":3}\n", Files.readString(file));
        }
    }

    @Test
    void aLastLineThatIsNoJsonIsDroppedTooAndOneInTheMiddleIsNamed() throws IOException {
        String zeros = "{\"n\":\0\0\0\n";
        write(HEADER + "{\"n\":1}\n" + zeros);
        assertEquals(List.of(1), numbers());
        assertEquals(HEADER + "{\"n\":1}\n", Files.readString(file));

        String damaged = HEADER + "{\"n\":1}\n" + zeros + "{\"n\":2}\n{\"n\":";
        write(damaged);
        String message =
                assertThrows(UserException.class, () -> open(new ArrayList<>())).getMessage();
        assertTrue(message.startsWith(file + ", line 3: not a JSON object: {\"n\":"), message);
        assertTrue(message.endsWith("Take the line out of the file; what it held is then made again."), message);
        assertEquals(damaged, Files.readString(file));
    }

    @Test
    void whereverTheHeaderWasCutTheFileBeginsAnew() throws IOException {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.getParent());
        for (int length = 0; length < header.length; length++) {
            Files.write(file, Arrays.copyOf(header, length));
            assertEquals(List.of(), numbers());
            assertEquals(HEADER, Files.readString(file));
        }
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndStaysAsItWas() throws IOException {
        byte[] random = new byte[300_000];
        new java.util.Random(1).nextBytes(random);
        for (byte[] content : List.of(
                random,
                "{\"question\": \"q\", \"answer\": \"1\"}\n".getBytes(StandardCharsets.UTF_8),
                "{\"format\":\"numbers-2\"}\n{\"n\":".getBytes(StandardCharsets.UTF_8),
                "a note without an end".getBytes(StandardCharsets.UTF_8),
                "\n".getBytes(StandardCharsets.UTF_8))) {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            String message = assertThrows(UserException.class, () -> open(new ArrayList<>()))
                    .getMessage();
            assertEquals(
                    file + " is not a file of the format numbers-1: its first line does not say so. Give another.",
                    message);
            assertArrayEquals(content, Files.readAllBytes(file));
        }
    }

    @Test
    void aFileWhoseHeaderIsRefusedStaysAsItWasToItsTornEnd() throws IOException {
        String content = HEADER + "{\"n\":1}\n{\"n\":";
        write(content);
        JsonlJournal.Contents refusing = new JsonlJournal.Contents() {
            @Override
            public void header(JsonRecord header) {
                throw header.error("another's");
            }

            @Override
            public void line(JsonRecord line) {
                throw new AssertionError(line);
            }
        };
        assertThrows(UserException.class, () -> JsonlJournal.open(file, header(), refusing));
        assertEquals(content, Files.readString(file));
    }

    @Test
    void twoCannotAppendAtOnce() {
        try (JsonlJournal first = open(new ArrayList<>())) {
            String message = assertThrows(UserException.class, () -> open(new ArrayList<>()))
                    .getMessage();
            assertEquals(
                    file + " is in use: another run appends to it. Wait until it has ended, interrupt it, or give"
                            + " another file.",
                    message);
            first.append(number(1));
        }
        assertEquals(List.of(1), numbers());
    }

    @Test
    void anInterruptOfTheThreadLosesNoLine() throws IOException {
        try (JsonlJournal journal = open(new ArrayList<>())) {
            Thread.currentThread().interrupt();
            journal.append(number(1));
            assertTrue(Thread.interrupted());
            journal.append(number(2));
        }
        assertEquals(List.of(1, 2), numbers());
    }

    @Test
    void itCanBeReadWhileItGrows() throws IOException {
        try (JsonlJournal journal = open(new ArrayList<>())) {
            journal.append(number(1));
            Files.writeString(directory.resolve("copy"), Files.readString(file) + "{\"n\":2");
            List<Integer> found = new ArrayList<>();
            JsonlJournal.read(directory.resolve("copy"), "numbers-1", into(found));
            assertEquals(List.of(1), found);
        }
        assertTrue(Files.readString(directory.resolve("copy")).endsWith("2"), "reading changes nothing");
    }

    @Test
    void whatCannotBeOpenedIsSaidAndNothingIsLeft() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        assertEquals(
                "Cannot write " + taken + ": Is a directory. Choose another place.",
                assertThrows(UserException.class, () -> JsonlJournal.open(taken, header(), into(new ArrayList<>())))
                        .getMessage());
        assertEquals(
                "There is no file " + file + ". Check the path.",
                assertThrows(UserException.class, () -> JsonlJournal.read(file, "numbers-1", into(new ArrayList<>())))
                        .getMessage());
        assertFalse(Files.exists(file));
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<Integer> numbers() {
        List<Integer> found = new ArrayList<>();
        open(found).close();
        return found;
    }

    private JsonlJournal open(List<Integer> found) {
        return JsonlJournal.open(file, header(), into(found));
    }

    private static JsonlJournal.Contents into(List<Integer> found) {
        return new JsonlJournal.Contents() {
            @Override
            public void header(JsonRecord header) {
                assertEquals("ü", header.text("of"));
            }

            @Override
            public void line(JsonRecord line) {
                found.add(line.value("n", Integer.class));
            }
        };
    }

    private static JsonObject header() {
        JsonObject header = new JsonObject();
        header.addProperty("format", "numbers-1");
        header.addProperty("of", "ü");
        return header;
    }

    private static JsonObject number(int n) {
        JsonObject object = new JsonObject();
        object.addProperty("n", n);
        return object;
    }
}
