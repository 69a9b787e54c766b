package upft.kernel.history;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import upft.io.AtomicFiles;

/**
 * The file that the cells of all sessions are kept in: JSON objects, one a line, appended by any number of kernels at once.
 *
 * <p>Each line goes to the end of the file in one piece, which the operating system does without a lock, so that no kernel
 * waits for another. A line that was cut short, by a full disk or a failure of the power, is passed over. Past
 * {@value #MOST_BYTES} bytes the older half is dropped. Only its owner may read the file.
 */
final class HistoryFile {
    static final int MOST_BYTES = 4 << 20;

    // Streams and not channels: an interrupt of the thread would close a channel in the middle.
    private final Path path;
    /** Whether what was written last is known to be whole, and so need not be looked at. */
    private boolean whole;

    HistoryFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** The lines, as far as they are whole; none if there is no file. */
    List<JsonObject> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            return parse(in.readAllBytes());
        }
    }

    void append(JsonObject line) throws IOException {
        createIfMissing();
        long length = write(line + "\n");
        if (length > MOST_BYTES) {
            dropOlderHalf();
        }
    }

    private static List<JsonObject> parse(byte[] content) {
        List<JsonObject> lines = new ArrayList<>();
        new String(content, StandardCharsets.UTF_8).lines().forEach(text -> {
            try {
                if (JsonParser.parseString(text) instanceof JsonObject line) {
                    lines.add(line);
                }
            } catch (JsonParseException e) {
                // Cut short, or written by something else: the others are none the worse for it.
            }
        });
        return lines;
    }

    private void createIfMissing() throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path.getParent());
            try {
                Files.createFile(path, ownerOnly());
            } catch (FileAlreadyExistsException e) {
                return; // Another kernel was faster.
            }
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Appends a line, behind the end of one that was cut short; gives the length of the file. */
    private long write(String line) throws IOException {
        String text = whole || endsWithLine() ? line : "\n" + line;
        whole = false;
        try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        whole = true;
        return Files.size(path);
    }

    private boolean endsWithLine() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - 1));
            return length == 0 || file.read() == '\n';
        }
    }

    /** One kernel at a time; another one that finds the file too long meanwhile leaves it to that. */
    private void dropOlderHalf() throws IOException {
        try (RandomAccessFile old = new RandomAccessFile(path.toFile(), "rw");
                FileLock lock = old.getChannel().tryLock()) {
            if (lock != null && old.length() > MOST_BYTES) {
                byte[] content = new byte[(int) old.length()];
                old.readFully(content);
                replaceBy(newerHalf(content));
                carryOver(old);
            }
        } catch (OverlappingFileLockException e) {
            return; // A history of this same process is at it.
        }
    }

    private static List<JsonObject> newerHalf(byte[] content) {
        List<JsonObject> all = parse(content);
        long left = content.length;
        int from = 0;
        while (from < all.size() && left > MOST_BYTES / 2) {
            left -= all.get(from).toString().getBytes(StandardCharsets.UTF_8).length + 1;
            from++;
        }
        List<JsonObject> kept = new ArrayList<>();
        kept.add(SessionNumbers.of(all).header());
        kept.addAll(all.subList(from, all.size()));
        return kept;
    }

    private void replaceBy(List<JsonObject> lines) {
        AtomicFiles.write(
                path,
                out -> {
                    for (JsonObject line : lines) {
                        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                },
                ownerOnly());
    }

    /** What other kernels have appended to the old file while the new one was made. */
    private void carryOver(RandomAccessFile old) throws IOException {
        byte[] late = new byte[(int) (old.length() - old.getFilePointer())];
        old.readFully(late);
        if (late.length > 0) {
            write(new String(late, StandardCharsets.UTF_8));
        }
    }
}
