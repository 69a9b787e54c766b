package upft.kernel.cli;

import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import upft.io.UserException;
import upft.kernel.display.chart.picture.Letters;

/** The checks of {@code upft doctor}: each looks at one thing and says what to do about it. */
final class Checkup {
    /** What the quickstart takes at most, and a gigabyte for everything else on the machine. */
    private static final long ENOUGH_MEMORY = 2_500_000_000L;

    private Checkup() {}

    /** The JDK that runs this. Jupyter may have been told of another. */
    static Finding jdk() {
        String found = Runtime.version() + ", " + System.getProperty("java.home");
        List<String> missing = Jdk.MODULES.stream()
                .filter(name -> ModuleFinder.ofSystem().find(name).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Finding.ok("JDK", found)
                : Finding.problem(
                        "JDK",
                        found + ", without " + String.join(", ", missing),
                        "Install a whole JDK of version " + Jdk.OLDEST + " or later and set JAVA_HOME to it.");
    }

    static Finding processors(int processors) {
        return processors > 1
                ? Finding.ok("Processors", String.valueOf(processors))
                : Finding.note(
                        "Processors", "1", "Training and sampling are given in times for 2; expect twice as much.");
    }

    /**
     * @param total bytes of memory that this machine, or the container this runs in, has
     * @param heap bytes that the Java heap may take of it
     */
    static Finding memory(long total, long heap) {
        String found = gigabytes(total) + ", of which " + gigabytes(heap) + " at most for the Java heap";
        if (total >= ENOUGH_MEMORY) {
            return Finding.ok("Memory", found);
        }
        return Finding.note(
                "Memory", found, "Enough for the demo model with nothing else running, not for larger models.");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /**
     * @param proof makes the engine do something and says what
     * @param cache the directory that DJL unpacks libtorch into
     */
    static Finding engine(Callable<String> proof, Path cache) {
        try {
            return Finding.ok("Engine", proof.call());
        } catch (UserException e) {
            return Finding.problem("Engine", "libtorch does not run", e.getMessage());
        } catch (Exception | LinkageError e) {
            return Finding.problem(
                    "Engine",
                    "libtorch does not run: " + e,
                    "It is unpacked into " + cache + ", which must be writable and have 1 GB free. Linux on x86-64 is"
                            + " supported; set DJL_CACHE_DIR to use another place.");
        }
    }

    /** @param obstacle why no letter can be drawn */
    static Finding pictures(Optional<String> obstacle) {
        return obstacle.map(why -> Finding.note(
                        "Charts",
                        "live, but without the picture that is shown where scripts do not run: " + why,
                        Letters.ADVICE))
                .orElse(Finding.ok("Charts", "live and as pictures"));
    }

    /** Where DJL unpacks natives, as its documentation says. */
    static Path engineCache(Platform platform) {
        return platform.variable("DJL_CACHE_DIR")
                .map(Path::of)
                .orElse(platform.home().resolve(".djl.ai"));
    }

    /** The kernel, in the places where this program installs it. */
    static Finding kernel(List<InstallTarget> places) {
        List<String> found = places.stream()
                .map(InstallTarget::kernels)
                .flatMap(Checkup::specs)
                .map(Path::toString)
                .distinct()
                .toList();
        return found.isEmpty()
                ? Finding.note(
                        "Kernel",
                        "not installed for Jupyter",
                        "For notebooks in Jupyter: ./upft install --user" + " (./upft run needs no installation).")
                : Finding.ok("Kernel", String.join(", ", found));
    }

    private static Stream<Path> specs(Path kernels) {
        return Stream.of(kernels.resolve("upft").resolve("kernel.json")).filter(Files::exists);
    }

    /** The places of the user and of the Python environment, if there is one. */
    static List<InstallTarget> places(Platform platform) {
        List<InstallTarget> places = new ArrayList<>();
        places.add(InstallTarget.user(platform));
        InstallTarget.activeEnvironment(platform).ifPresent(places::add);
        return places;
    }
}
