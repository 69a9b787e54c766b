package upft.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.UUID;

/**
 * Writes files so that a reader sees the whole old file or the whole new one: first under a temporary name beside the
 * target, then renamed. On failure the temporary file is deleted and the target left as it was.
 */
public final class AtomicFiles {
    /** Writes the content of one file. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFiles() {}

    /**
     * Writes {@code target} through {@code content}, making its parent directories where they are missing.
     *
     * @param attributes that the file has from its beginning, such as permissions that are not the usual ones
     * @throws UserException naming the target if it cannot be written (no space, no permission)
     */
    public static void write(Path target, Writer content, FileAttribute<?>... attributes) {
        Path absolute = target.toAbsolutePath();
        Path partial = null;
        try {
            Files.createDirectories(absolute.getParent());
            partial = partialBeside(absolute);
            Files.createFile(partial, attributes);
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(partial, StandardOpenOption.WRITE), 1 << 16)) {
                content.writeTo(out);
            }
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileErrors.cannotWrite(target.toString(), e);
        } finally {
            deleteIfLeft(partial);
        }
    }

    /** Writes {@code text} as UTF-8. See {@link #write}. */
    public static void writeString(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Not Files.createTempFile, whose files only their owner can read: the target is to have the usual permissions. */
    private static Path partialBeside(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
    }

    private static void deleteIfLeft(Path partial) {
        if (partial == null) {
            return;
        }
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new UserException(
                    "Cannot delete the half-written file " + partial + ": " + FileErrors.reason(e) + ".", e);
        }
    }
}
