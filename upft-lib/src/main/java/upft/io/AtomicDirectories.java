package upft.io;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Directories that are there whole or not at all, also after a failure of the power: written under a temporary name, forced
 * to the disk, then renamed; and renamed before they are deleted.
 */
public final class AtomicDirectories {
    private static final String PARTIAL = ".partial";

    /** Writes the files of a directory. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(Path directory) throws IOException;
    }

    private AtomicDirectories() {}

    /**
     * Writes a directory that is not there yet, making its parents where they are missing.
     *
     * @param what kind of thing it is, for messages, such as "the checkpoint"
     * @throws UserException naming the target if it cannot be written; nothing of it is left then
     */
    public static void write(Path target, String what, Writer content) {
        Path partial = partialOf(target);
        try {
            Files.createDirectories(partial);
            content.writeTo(partial);
            try (Stream<Path> files = Files.list(partial)) {
                for (Path file : files.toList()) {
                    forceFile(file);
                }
            }
            forceDirectory(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(target.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw FileErrors.cannotWrite(what + " " + target, e);
        } catch (UserException e) {
            // Of a file in there, by its temporary name.
            throw e.getCause() instanceof IOException cause ? FileErrors.cannotWrite(what + " " + target, cause) : e;
        } finally {
            deleteTree(partial);
        }
    }

    /** Deletes a directory with all that is in it, if it is there. */
    public static void delete(Path directory) {
        if (Files.exists(directory)) {
            Path partial = partialOf(directory);
            try {
                Files.move(directory, partial, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UserException("Cannot delete " + directory + ": " + FileErrors.reason(e) + ".", e);
            }
            deleteTree(partial);
        }
    }

    /** Deletes what processes that were killed left half-written or half-deleted in a directory. */
    public static void deleteLeftOvers(Path parent) {
        if (Files.isDirectory(parent)) {
            try (Stream<Path> entries = Files.list(parent)) {
                entries.filter(each -> isPartial(each.getFileName().toString())).forEach(AtomicDirectories::deleteTree);
            } catch (IOException e) {
                throw new UserException("Cannot read " + parent + ": " + FileErrors.reason(e) + ".", e);
            }
        }
    }

    private static boolean isPartial(String name) {
        return name.startsWith(".") && name.endsWith(PARTIAL);
    }

    private static Path partialOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + PARTIAL);
    }

    private static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> content = Files.walk(directory)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UserException("Cannot delete the left-over " + directory + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private static void forceFile(Path file) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.getFD().sync();
        }
    }

    /** What a directory is called is on the disk only when the directory above it is. Windows has no such call. */
    private static void forceDirectory(Path directory) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
