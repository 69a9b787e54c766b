package upft.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import upft.kernel.cell.CellInput;

/**
 * Stands in for {@code System.in} while a shell is open: who reads where nothing is left asks for a line, in the name of
 * the cell that the reading thread works for, and gets it with its line feed. What a cell leaves unread is gone with it.
 */
final class CellStdin extends InputStream {
    private final Cells cells;
    private final InputStream before = System.in;
    private final Map<Cell, Unread> unread = new WeakHashMap<>();

    CellStdin(Cells cells) {
        this.cells = cells;
        System.setIn(this);
    }

    /** Gives {@code System.in} back. Readers of cells may close this stream as they like: it stays open. */
    void release() {
        if (System.in == this) {
            System.setIn(before);
        }
    }

    /** Asks in the name of the cell that the calling thread works for. */
    Optional<String> ask(String prompt, CellInput.Echo echo) throws InterruptedException {
        return cell().orElseThrow(() -> new IllegalStateException("no cell has begun"))
                .input()
                .ask(prompt, echo);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        Optional<Cell> cell = cell();
        if (length == 0 || cell.isEmpty()) {
            return length == 0 ? 0 : before.read(into, from, length);
        }
        try {
            return unreadOf(cell.get()).read(cell.get().input(), into, from, length);
        } catch (InterruptedException e) {
            throw interrupted(cell.get());
        }
    }

    @Override
    public int available() throws IOException {
        Optional<Cell> cell = cell();
        return cell.isEmpty() ? before.available() : unreadOf(cell.get()).available();
    }

    private Optional<Cell> cell() {
        return cells.ofThisThread().or(cells::latest);
    }

    private synchronized Unread unreadOf(Cell cell) {
        return unread.computeIfAbsent(cell, c -> new Unread());
    }

    /** A scanner takes an exception of its stream for the end of input; the error of an interrupted cell goes through it. */
    private static IOException interrupted(Cell cell) {
        if (cell.isInterrupted()) {
            throw new CellInterrupted();
        }
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for input");
    }

    /** What was typed for a cell and not yet read. */
    private static final class Unread {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile byte[] line = {};
        private volatile int at;

        int available() {
            return line.length - at;
        }

        /** As many bytes as are there; of a new line if none are; -1 at the end of input, which may go on later. */
        int read(CellInput input, byte[] into, int from, int length) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (available() == 0 && !ask(input)) {
                    return -1;
                }
                int count = Math.min(length, available());
                System.arraycopy(line, at, into, from, count);
                at += count;
                return count;
            } finally {
                lock.unlock();
            }
        }

        private boolean ask(CellInput input) throws InterruptedException {
            Optional<String> answer = input.ask("", CellInput.Echo.SHOWN);
            // The readers of cells decode by the same: it is their default too.
            line = answer.map(text -> (text + "\n").getBytes(Charset.defaultCharset()))
                    .orElse(new byte[0]);
            at = 0;
            return answer.isPresent();
        }
    }
}
