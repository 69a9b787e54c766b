package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.UserException;
import upft.kernel.client.InstalledKernel;
import upft.kernel.client.KernelException;

/** This program, installed as users install it, for as long as it is needed. */
record TemporaryKernel(InstalledKernel kernel) implements AutoCloseable {
    /** @throws UserException if there is no room for it, it does not run, or this program does not run from its jars */
    static TemporaryKernel install(Jdk jdk) {
        Path directory = directory();
        KernelSpec spec = new KernelSpec(jdk, List.of(), List.of());
        KernelInstaller installer = new KernelInstaller(directory);
        try {
            installer.quicken(installer.install(Distribution.running(), spec), spec);
            return new TemporaryKernel(InstalledKernel.at(directory).orElseThrow());
        } catch (KernelException e) {
            delete(directory);
            throw new UserException("The kernel that is to be measured " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        delete(kernel.directory());
    }

    private static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UserException("Cannot delete " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("upft-bench-kernel");
        } catch (IOException e) {
            throw new UserException(
                    "Cannot make a directory in " + System.getProperty("java.io.tmpdir") + ": " + FileErrors.reason(e)
                            + ". Free some space there.",
                    e);
        }
    }
}
