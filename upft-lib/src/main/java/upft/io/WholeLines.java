package upft.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/** The lines of a file that end in a line feed, one after the other from its beginning, and where each of them ends. */
final class WholeLines {
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[1 << 16];
    private int read;
    private int next;
    private long end;

    WholeLines(RandomAccessFile file) {
        this.file = file;
    }

    /** The next line, without its line feed; empty if what is left has none. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (hasMore()) {
            int feed = next;
            while (feed < read && buffer[feed] != '\n') {
                feed++;
            }
            line.write(buffer, next, feed - next);
            next = Math.min(read, feed + 1);
            if (feed < read) {
                end += line.size() + 1;
                return Optional.of(line.toByteArray());
            }
        }
        return Optional.empty();
    }

    /** Whether anything is left, be it a whole line or not. */
    boolean hasMore() throws IOException {
        if (next == read) {
            read = Math.max(0, file.read(buffer));
            next = 0;
        }
        return next < read;
    }

    /** Bytes of the lines so far, line feeds included. */
    long end() {
        return end;
    }
}
