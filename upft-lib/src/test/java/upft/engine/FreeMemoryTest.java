package upft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
    @TempDir
    private Path directory;

    @Test
    void thisMachineHasSome() {
        assertTrue(FreeMemory.bytes() > 10_000_000);
    }

    @Test
    void theKernelsFigureIsInKibibytes() throws IOException {
        Path file = Files.writeString(
                directory.resolve("meminfo"), "MemTotal:  100 kB\nMemFree:  3 kB\nMemAvailable:  24 kB\n");
        assertEquals(Optional.of(24L * 1024), FreeMemory.available(file));
        assertEquals(Optional.empty(), FreeMemory.available(directory.resolve("missing")));
    }

    @Test
    void aContainersLimitCountsWithoutFilesThatCanBeDropped() throws IOException {
        Files.writeString(directory.resolve("memory.max"), "1000\n");
        Files.writeString(directory.resolve("memory.current"), "700\n");
        Files.writeString(directory.resolve("memory.stat"), "anon 400\ninactive_file 250\nactive_file 50\n");
        assertEquals(OptionalLong.of(550), FreeMemory.ofContainer(directory));
        Files.writeString(directory.resolve("memory.max"), "max\n");
        assertEquals(OptionalLong.empty(), FreeMemory.ofContainer(directory));
    }
}
