package upft.io;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A JSONL file that only grows: a header that says what it is, then a line for each thing that is finished. One process at
 * a time appends to it; the file is locked meanwhile.
 *
 * <p>A line is the operating system's as soon as it is appended, so a process that is killed loses none. It is forced to
 * the disk on closing and every five seconds at most, as doing so for each line would take longer than to make it: when the
 * power fails, the lines of the last seconds may be lost. A last line that was cut short is dropped on opening.
 */
public final class JsonlJournal implements AutoCloseable {
    private static final String FORMAT = "format";
    private static final long NANOS_BETWEEN_FORCES = 5_000_000_000L;

    private final Path path;
    // Not a channel: that would be closed for good by an interrupt of the thread that writes.
    private final RandomAccessFile file;
    private long end;
    private long torn;
    private long forced = System.nanoTime();

    /** Hears of what a file holds. */
    public interface Contents {
        /** @throws UserException if it is the header of another thing; the file then stays as it was */
        void header(JsonRecord header);

        void line(JsonRecord line);
    }

    private JsonlJournal(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file to append to, and makes it where it is missing or empty.
     *
     * @param header the first line of a new file; the first of its fields is {@code format}, a text
     * @param contents of an existing file; a last line that was cut short is not among them, and is cut off
     * @throws UserException if the file is of another format (it then stays as it was), is in use, has a line that is no
     *     JSON object, or cannot be read or written
     */
    public static JsonlJournal open(Path path, JsonObject header, Contents contents) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(path, file);
                JsonlJournal journal = new JsonlJournal(path, file);
                journal.take(header, contents);
                return journal;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileErrors.cannotWrite(path.toString(), e);
        }
    }

    /**
     * Reads a file, also one that another process appends to.
     *
     * @throws UserException if it is of another format, has a line that is no JSON object, or cannot be read
     */
    public static void read(Path path, String format, Contents contents) {
        if (!Files.exists(path)) {
            throw new UserException("There is no file " + path + ". Check the path.");
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            WholeLines lines = new WholeLines(file);
            new JsonlJournal(path, file).read(lines, header(path, lines, format), contents);
        } catch (IOException e) {
            throw new UserException("Cannot read " + path + ": " + FileErrors.reason(e) + ". Check the file.", e);
        }
    }

    /**
     * Appends a line.
     *
     * @throws UserException if it cannot be written; the lines before it stay
     */
    public void append(JsonObject object) {
        byte[] line = Jsonl.line(object).getBytes(StandardCharsets.UTF_8);
        try {
            file.write(line);
            end += line.length;
            if (System.nanoTime() - forced > NANOS_BETWEEN_FORCES) {
                force();
            }
        } catch (IOException e) {
            throw takenBack(e);
        }
    }

    /** Bytes of a last line that had been cut short, and was dropped on opening. */
    public long torn() {
        return torn;
    }

    /** Lets go of the file, with all that was appended on the disk. */
    @Override
    public void close() {
        try (file) {
            if (file.getFD().valid()) {
                force();
            }
        } catch (IOException e) {
            throw FileErrors.cannotWrite(path.toString(), e);
        }
    }

    private void take(JsonObject header, Contents contents) throws IOException {
        if (isNew(header)) {
            begin(header);
            return;
        }
        WholeLines lines = new WholeLines(file);
        read(lines, header(path, lines, header.get(FORMAT).getAsString()), contents);
        torn = file.length() - end;
        file.setLength(end);
        file.seek(end);
    }

    /** Whether there is nothing in the file but, at most, the beginning of a header of this format. */
    private boolean isNew(JsonObject header) throws IOException {
        JsonObject format = new JsonObject();
        format.add(FORMAT, header.get(FORMAT));
        byte[] wanted = format.toString().replaceFirst("}$", "").getBytes(StandardCharsets.UTF_8);
        byte[] found = new byte[(int) Math.min(wanted.length, file.length())];
        file.readFully(found);
        file.seek(0);
        if (!Arrays.equals(found, Arrays.copyOf(wanted, found.length))) {
            return false;
        }
        boolean hasLine = new WholeLines(file).next().isPresent();
        file.seek(0);
        return !hasLine;
    }

    private void begin(JsonObject header) throws IOException {
        file.setLength(0);
        try {
            append(header);
            force();
        } catch (IOException | UserException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static JsonRecord header(Path path, WholeLines lines, String format) throws IOException {
        List<JsonRecord> first;
        try {
            first = lines.next().map(line -> record(path, 1, line)).stream().toList();
        } catch (UserException noJson) {
            first = List.of();
        }
        return Jsonl.header(path, first, format);
    }

    /** Reads the lines behind the header; {@link #end} is then the end of the last whole one. */
    private void read(WholeLines lines, JsonRecord header, Contents contents) throws IOException {
        contents.header(header);
        end = lines.end();
        int number = 2;
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            Optional<JsonRecord> record = record(number, line.get(), lines.hasMore());
            if (record.isEmpty()) {
                return;
            }
            contents.line(record.get());
            end = lines.end();
            number++;
        }
    }

    /** Empty if it is the last line and was cut short, as a failure of the power may leave it. */
    private Optional<JsonRecord> record(int number, byte[] line, boolean more) {
        try {
            return Optional.of(record(path, number, line));
        } catch (UserException e) {
            if (more) {
                throw new UserException(
                        e.getMessage() + " Take the line out of the file; what it held is then made again.", e);
            }
            return Optional.empty();
        }
    }

    private static JsonRecord record(Path path, int number, byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return Jsonl.parse(path, number, text);
        } catch (CharacterCodingException e) {
            throw new UserException(path + ", line " + number + ": not UTF-8 text.", e);
        }
    }

    private void force() throws IOException {
        file.getFD().sync();
        forced = System.nanoTime();
    }

    /** After an error of writing: what was written of the line goes, or else it is dropped at the next opening. */
    private UserException takenBack(IOException error) {
        try {
            file.setLength(end);
            file.seek(end);
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        return FileErrors.cannotWrite(path.toString(), error);
    }

    private static void lock(Path path, RandomAccessFile file) throws IOException {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path, e);
        }
        throw inUse(path, null);
    }

    private static UserException inUse(Path path, OverlappingFileLockException cause) {
        return new UserException(
                path + " is in use: another run appends to it. Wait until it has ended, interrupt it, or give another"
                        + " file.",
                cause);
    }
}
