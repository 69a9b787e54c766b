package upft.experiment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import upft.io.FileErrors;
import upft.io.UserException;

/** Keeps a run's directory to one process, as long as that lives. */
final class RunLock implements AutoCloseable {
    private final RandomAccessFile file;

    private RunLock(RandomAccessFile file) {
        this.file = file;
    }

    /** Empty if another has it. */
    static Optional<RunLock> tryTake(Path path) {
        try {
            Files.createDirectories(path.getParent());
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            if (isTaken(file)) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new RunLock(file));
        } catch (IOException e) {
            throw FileErrors.cannotWrite(path.toString(), e);
        }
    }

    static RunLock take(Path path) {
        return tryTake(path)
                .orElseThrow(() -> new UserException(path.getParent()
                        + " is in use: another run writes there. Wait until it has ended, interrupt it, or give this one"
                        + " another name."));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UserException("Cannot let go of a run's lock: " + FileErrors.reason(e) + ".", e);
        }
    }

    /** Takes the lock if it is free. */
    private static boolean isTaken(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() == null;
        } catch (OverlappingFileLockException ownProcess) {
            return true;
        }
    }
}
