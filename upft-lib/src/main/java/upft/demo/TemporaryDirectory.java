package upft.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import upft.io.FileErrors;
import upft.io.UserException;

/** A directory that is deleted with all it holds when it is closed. */
final class TemporaryDirectory implements AutoCloseable {
    /** What a user can do where there is no room for one. */
    static final String OTHER_PLACE = "-Djava.io.tmpdir=DIRECTORY names another place.";

    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("upft-demo"));
        } catch (IOException e) {
            throw new UserException(
                    "Cannot make a directory in " + System.getProperty("java.io.tmpdir") + ": " + FileErrors.reason(e)
                            + ". Free some space there; " + OTHER_PLACE,
                    e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> content = Files.walk(path)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UserException(
                    "Cannot delete the temporary directory " + path + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
