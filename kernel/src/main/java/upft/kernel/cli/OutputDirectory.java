package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import upft.io.FileErrors;
import upft.io.UserException;

/** The directory that {@code --out} names, found fit for use before any work is done that would have to be saved in it. */
final class OutputDirectory {
    /** A full file system may still make an empty file; one with a block in it shows that there is room. */
    private static final byte[] BLOCK = new byte[4096];

    private OutputDirectory() {}

    /** @throws UserException if it can neither be found nor made, or not be written */
    static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UserException(
                    "Cannot make the directory " + directory + ": " + FileErrors.reason(e)
                            + ". Name another with --out.",
                    e);
        }
        try {
            requireRoom(directory);
        } catch (IOException e) {
            throw new UserException(
                    "Cannot write in the directory " + directory + ": " + FileErrors.reason(e)
                            + ". Name another with --out.",
                    e);
        }
    }

    private static void requireRoom(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".upft", ".probe");
        try {
            Files.write(probe, BLOCK);
        } finally {
            Files.delete(probe);
        }
    }
}
