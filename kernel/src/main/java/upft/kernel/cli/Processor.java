package upft.kernel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Kinds of processors that are started differently. */
enum Processor {
    /** With AVX2 and no AVX-512. */
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
        List<String> features = Arrays.asList(description.split("\\s+"));
        return amd && features.contains("avx2") && !features.contains("avx512f") ? AMD_WITH_AVX2 : OTHER;
    }
}
