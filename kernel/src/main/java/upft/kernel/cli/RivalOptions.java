package upft.kernel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of benchmarks that measure other programs too. */
final class RivalOptions {
    @Option(names = "--repeats", paramLabel = "N", defaultValue = "3", description = "Runs of each (default: 3).")
    private int repeats;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            description = "A Python with the rivals' packages, in place of environments that are installed into"
                    + " ~/.cache/upft-bench (or UPFT_BENCH_CACHE).")
    private Path python;

    int repeats() {
        return repeats;
    }

    Optional<Path> python() {
        return Optional.ofNullable(python);
    }

    /** The rivals by name; none if that is what was said. */
    static List<String> chosen(List<String> rivals) {
        return rivals.equals(List.of("none")) ? List.of() : rivals;
    }
}
