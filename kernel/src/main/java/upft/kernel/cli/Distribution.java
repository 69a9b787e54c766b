package upft.kernel.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.UserException;

/**
 * The jars that this program consists of.
 *
 * @param kernel the jar with {@link Main}
 * @param libraries everything else that is on the class path
 * @param resolver Maven's resolver, which is not: it lies in the directory {@value #RESOLVER} beside the libraries, where
 *     {@code %maven} finds it
 */
record Distribution(Path kernel, List<Path> libraries, List<Path> resolver) {
    static final String RESOLVER = "maven";

    Distribution {
        libraries = List.copyOf(libraries);
        resolver = List.copyOf(resolver);
    }

    /** The jars that are running: the kernel's own, and those beside it or in the directory {@code lib} beside it. */
    static Distribution running() {
        Path kernel = place();
        if (!Files.isRegularFile(kernel)) {
            throw new UserException("This program runs from " + kernel
                    + ", not from a jar, and cannot copy itself. Start it with ./upft.");
        }
        Path lib = kernel.resolveSibling("lib");
        Path libraries = Files.isDirectory(lib) ? lib : kernel.getParent();
        return new Distribution(
                kernel,
                jars(libraries).stream().filter(jar -> !jar.equals(kernel)).toList(),
                jars(libraries.resolve(RESOLVER)));
    }

    private static Path place() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("Cannot read " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
