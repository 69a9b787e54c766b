package upft.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import upft.io.UserException;

/**
 * The files that a run leaves. One that cannot be written where it should be goes to the system's directory for temporary
 * files instead: the run may have taken hours, and the disk may have filled up meanwhile.
 */
final class RunFiles {
    private final Path directory;
    private Optional<Path> spare = Optional.empty();
    private Optional<UserException> failure = Optional.empty();

    RunFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a file.
     *
     * @param writer writes it to the path it is given, whole or not at all, or throws a {@link UserException}
     * @return where it is; empty if it could be written nowhere
     */
    Optional<Path> write(String name, Consumer<Path> writer) {
        Path target = directory.resolve(name);
        try {
            writer.accept(target);
            return Optional.of(target);
        } catch (UserException e) {
            failure = failure.or(() -> Optional.of(e));
            return writeToSpare(name, writer);
        }
    }

    /** @throws UserException saying what could not be written and where it is instead, if that happened */
    void requireAllInPlace() {
        failure.ifPresent(first -> {
            String instead = spare.map(place -> "It is in " + place + " instead.")
                    .orElse("Nor can " + temporary()
                            + " be written: what is shown above is all that is left of this run.");
            throw new UserException(
                    first.getMessage() + " " + instead + " --out names another directory for the next run.", first);
        });
    }

    private Optional<Path> writeToSpare(String name, Consumer<Path> writer) {
        Path place;
        try {
            place = spare.isPresent() ? spare.get() : Files.createTempDirectory("upft-run");
        } catch (IOException e) {
            return Optional.empty(); // requireAllInPlace says so
        }
        try {
            writer.accept(place.resolve(name));
            spare = Optional.of(place);
            return Optional.of(place.resolve(name));
        } catch (UserException e) {
            deleteIfUnused(place);
            return Optional.empty(); // requireAllInPlace says so
        }
    }

    private void deleteIfUnused(Path place) {
        if (spare.isEmpty()) {
            try {
                Files.delete(place);
            } catch (IOException e) {
                throw new UserException("Cannot delete the temporary directory " + place + ".", e);
            }
        }
    }

    private static String temporary() {
        return System.getProperty("java.io.tmpdir");
    }
}
