package upft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors as the operating system and the JDK give them, in users' words. */
class FileErrorsTest {
    @TempDir
    private Path directory;

    @Test
    void aFullDiskIsToBeFreedWhetherFoundOnOpeningOrOnWriting() {
        String expected = "Cannot write results.csv: No space left on device. Free some space or choose another place.";
        IOException writing = new IOException("No space left on device");
        IOException opening =
                new FileSystemException("/full/.results.csv.1234.partial", null, "No space left on device");

        assertEquals(expected, FileErrors.cannotWrite("results.csv", writing).getMessage());
        assertEquals(expected, FileErrors.cannotWrite("results.csv", opening).getMessage());
    }

    @Test
    void whatElseIsInTheWayIsNotBlamedOnSpace() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Path taken = Files.createDirectories(directory.resolve("taken/by"));

        assertEquals(
                "Cannot write " + file.resolve("x.csv") + ": " + file + " is in the way. Choose another place.",
                messageOfWriting(file.resolve("x.csv")));
        assertEquals(
                "Cannot write " + taken.getParent() + ": Is a directory. Choose another place.",
                messageOfWriting(taken.getParent()));
        assertEquals(List.of(file, taken.getParent()), content(directory));
    }

    @Test
    void readingErrorsNameNoClasses() {
        Path missing = directory.resolve("missing");

        assertEquals("No such file or directory", reason(() -> Files.readAllBytes(missing)));
        assertEquals("Is a directory", reason(() -> Files.readAllBytes(directory)));
        Path latin = directory.resolve("latin");
        assertEquals("It is not UTF-8 text", reason(() -> {
            Files.write(latin, "ü".getBytes(StandardCharsets.ISO_8859_1));
            Files.readString(latin);
        }));
    }

    @Test
    void theParsersPositionIsTakenAndTheRestOfItsMessageLeft() {
        Exception parser = new IOException("Use JsonReader.setStrictness at line 12 column 3 path $.a");

        assertEquals(" (line 12, column 3)", JsonPosition.suffix(parser));
        assertTrue(JsonPosition.of(new IOException("cut short")).isEmpty());
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static String reason(Reading reading) {
        return FileErrors.reason(assertThrows(IOException.class, reading::run));
    }

    private static String messageOfWriting(Path target) {
        return assertThrows(UserException.class, () -> AtomicFiles.writeString(target, "text"))
                .getMessage();
    }

    private static List<Path> content(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
