package upft.kernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import upft.io.AtomicFiles;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.shell.ClassIndex;

/**
 * Puts the kernel where Jupyter finds it, whole: the jars are copied, so that the kernel stays when the place it was
 * built in goes. Replacing an installed kernel is one step, the renaming of {@code kernel.json}: until then the old jars
 * are named in it, after it the new ones.
 */
final class KernelInstaller {
    private static final String JARS = "jars-";
    private static final String LOGO = "logo-svg.svg";

    private final Path directory;

    /** @param directory of the kernelspec, such as {@code …/share/jupyter/kernels/upft} */
    KernelInstaller(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * Puts the kernel there.
     *
     * @return its jar, as installed
     * @throws UserException naming the place if it cannot be written; what was installed before is then left as it was
     */
    Path install(Distribution distribution, KernelSpec spec) {
        Path jars = directory.resolve(JARS + UUID.randomUUID());
        boolean installed = false;
        try {
            Path kernel = copy(distribution, jars);
            ClassIndex.write(content(jars), spec.jdk().home(), jars.resolve(ClassIndex.FILE));
            AtomicFiles.write(directory.resolve(LOGO), out -> {
                try (InputStream logo = KernelInstaller.class.getResourceAsStream(LOGO)) {
                    logo.transferTo(out);
                }
            });
            write(spec, kernel);
            installed = true;
            earlier(jars).forEach(KernelInstaller::deleteIfPossible);
            return kernel;
        } catch (IOException e) {
            throw new UserException(
                    "Cannot install into " + directory + ": " + FileErrors.reason(e)
                            + ". Free some space, or choose another place with --user or --prefix.",
                    e);
        } finally {
            if (!installed) {
                deleteIfPossible(jars);
            }
        }
    }

    /**
     * Has an installed kernel make its startup archive, and start with it from then on.
     *
     * @return how large it is, in bytes
     * @throws upft.kernel.client.KernelException if it makes none; the kernel then starts without, more slowly
     */
    long quicken(Path kernel, KernelSpec spec) {
        Path archive = spec.archive(kernel).file();
        Rehearsal.of(spec.recording(kernel), archive);
        write(spec, kernel);
        return archive.toFile().length();
    }

    private void write(KernelSpec spec, Path kernel) {
        AtomicFiles.writeString(directory.resolve("kernel.json"), spec.json(kernel));
    }

    private static Path copy(Distribution distribution, Path jars) throws IOException {
        Path resolver = Files.createDirectories(jars.resolve(Distribution.RESOLVER));
        for (Path library : distribution.libraries()) {
            Files.copy(library, jars.resolve(library.getFileName()));
        }
        for (Path library : distribution.resolver()) {
            Files.copy(library, resolver.resolve(library.getFileName()));
        }
        return Files.copy(
                distribution.kernel(), jars.resolve(distribution.kernel().getFileName()));
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private List<Path> earlier(Path jars) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(JARS) && !entry.equals(jars))
                    .toList();
        }
    }

    /** What cannot be deleted now, such as jars that Windows holds for a running kernel, the next installation deletes. */
    private static void deleteIfPossible(Path tree) {
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            // See above: nothing is lost but space.
        }
    }
}
