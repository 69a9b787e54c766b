package upft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoriesTest {
    @TempDir
    private Path parent;

    @Test
    void aDirectoryAppearsWithAllItsFiles() throws IOException {
        Path target = parent.resolve("deep/target");
        AtomicDirectories.write(target, "the thing", partial -> {
            assertFalse(Files.exists(target));
            Files.writeString(partial.resolve("a"), "1");
            Files.writeString(partial.resolve("b"), "2");
        });
        assertEquals(List.of("a", "b"), entries(target));
        assertEquals(List.of("target"), entries(target.getParent()));
    }

    @Test
    void whatFailsOnTheWayLeavesNothingAndIsNamedByItsTarget() throws IOException {
        Path target = parent.resolve("target");
        UserException plain = assertThrows(
                UserException.class,
                () -> AtomicDirectories.write(target, "the thing", partial -> {
                    Files.writeString(partial.resolve("a"), "1");
                    throw new IOException("No space left on device");
                }));
        String message = "Cannot write the thing " + target
                + ": No space left on device. Free some space or choose another place.";
        assertEquals(message, plain.getMessage());
        UserException ofAFile = assertThrows(
                UserException.class,
                () -> AtomicDirectories.write(
                        target,
                        "the thing",
                        partial -> AtomicFiles.write(partial.resolve("a"), out -> {
                            throw new IOException("No space left on device");
                        })));
        assertEquals(message, ofAFile.getMessage());
        assertEquals(List.of(), entries(parent));
    }

    @Test
    void deletingTakesAwayTheWholeDirectory() throws IOException {
        Path target = Files.createDirectories(parent.resolve("target/inner"));
        Files.writeString(target.resolve("a"), "1");
        AtomicDirectories.delete(parent.resolve("target"));
        AtomicDirectories.delete(parent.resolve("not there"));
        assertEquals(List.of(), entries(parent));
    }

    @Test
    void leftOversAreSweptAwayAndNothingElse() throws IOException {
        Files.createDirectories(parent.resolve(".x.1.partial/inner"));
        Files.createDirectories(parent.resolve(".hidden"));
        Files.createDirectories(parent.resolve("y.partial"));
        AtomicDirectories.deleteLeftOvers(parent);
        assertEquals(List.of(".hidden", "y.partial"), entries(parent));
        AtomicDirectories.deleteLeftOvers(parent.resolve("not there"));
        assertTrue(Files.exists(parent));
    }

    private static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
