package upft.kernel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of a start as the JVM has them in memory, in a file: class-data sharing, from JDK 25 on its AOT cache. A JVM
 * that is given it need neither find nor read nor check these classes. One that it does not fit, because the JDK or a jar
 * has changed since, starts without it and says nothing.
 *
 * @param file where it is, or is to be
 * @param feature the version of the JDK that makes and uses it
 */
record StartupArchive(Path file, int feature) {
    /** From then on one run makes a cache, which also holds what the compiler has learnt. */
    private static final int CACHE_SINCE = 25;

    /** Beside the kernel's jar. */
    static StartupArchive of(Path kernel, int feature) {
        return new StartupArchive(
                kernel.resolveSibling("startup-" + feature + (feature < CACHE_SINCE ? ".jsa" : ".aot")), feature);
    }

    /** The flags of a JVM that makes it as it ends. */
    List<String> recording() {
        return feature < CACHE_SINCE
                ? List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds*=off")
                : List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off");
    }

    /** The flags of a JVM that starts with it; none if it is not there. */
    List<String> using() {
        if (!Files.exists(file)) {
            return List.of();
        }
        return feature < CACHE_SINCE
                ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off")
                : List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off");
    }
}
