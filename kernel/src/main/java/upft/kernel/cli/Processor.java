package upft.kernel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Kinds of processors that are started differently. */
enum Processor {
    AMD_WITH_AVX2,
    OTHER;

    /** Only Linux tells without a program of its own. */
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    static Processor ofThisMachine() {
        try {
            return Files.isReadable(DESCRIPTION) ? of(Files.readString(DESCRIPTION)) : OTHER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param description as Linux gives it */
    static Processor of(String description) {
        boolean amd = description.contains("AuthenticAMD");
        boolean avx2 = Arrays.asList(description.split("\\s+")).contains("avx2");
        return amd && avx2 ? AMD_WITH_AVX2 : OTHER;
    }
}
