package upft.kernel.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import upft.kernel.cell.CellOutput;
import upft.kernel.cell.MimeBundle;

/**
 * Shows a cell's output on a terminal, or in a log. Of a display the plain text is shown. On a terminal an update of the
 * display that was written last takes its place; in a log, where nothing can be taken back, a display that is updated
 * again and again appears as it stands when something else is written, and every {@value #LOG_SECONDS} seconds meanwhile.
 */
public final class TerminalOutput implements CellOutput {
    static final int LOG_SECONDS = 10;

    private static final int MOST_BEGUN = 10_000;

    private static final String UP_AND_CLEAR = "\u001b[%dA\r\u001b[J";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter writer;
    private final TerminalStyle style;
    private final Function<MimeBundle, String> text;
    private final IntSupplier width;
    private final LongSupplier nanoTime;

    /** The displays so far, by id, as they stand. */
    private final Map<String, String> displays = new HashMap<>();

    /** The display whose text is the last thing written, or in a log is still to be written; empty if none is. */
    private String openId = "";

    private boolean openIsWritten;
    private long openWrittenAt;
    /** What stands on the line that the cursor is on. */
    private final StringBuilder begunLine = new StringBuilder();

    /**
     * @param text what is shown of a value, such as {@link PlainText#of}
     * @param width columns of the terminal
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public TerminalOutput(
            PrintWriter writer,
            TerminalStyle style,
            Function<MimeBundle, String> text,
            IntSupplier width,
            LongSupplier nanoTime) {
        this.writer = writer;
        this.style = style;
        this.text = text;
        this.width = width;
        this.nanoTime = nanoTime;
    }

    /** Writes one line of the program's own. */
    public synchronized void line(String text) {
        settle();
        write(style.filter(text) + "\n");
        writer.flush();
    }

    /** Ends the cell: what is still open is written, and the next text starts on a new line. */
    public synchronized void endCell() {
        settle();
        if (!begunLine.isEmpty()) {
            write("\n");
        }
        displays.clear();
        writer.flush();
    }

    /**
     * Gives the line that the cell has begun to who is to go on with it, a prompt for example, and takes it off the screen;
     * a line that fills more than a row stays where it is.
     */
    synchronized String takeBegunLine() {
        settle();
        String begun = begunLine.toString();
        if (rows(begun) > 1) {
            write("\n");
            begun = "";
        } else if (!begun.isEmpty()) {
            writer.print(CLEAR_LINE);
            begunLine.setLength(0);
        }
        writer.flush();
        return begun;
    }

    @Override
    public synchronized void stdout(String text) {
        settle();
        write(style.filter(text));
        writer.flush();
    }

    @Override
    public synchronized void stderr(String text) {
        settle();
        write(style.warning(text), text);
        writer.flush();
    }

    @Override
    public synchronized void display(String id, MimeBundle bundle) {
        settle();
        displays.put(id, textOf(bundle));
        open(id);
    }

    @Override
    public synchronized void update(String id, MimeBundle bundle) {
        String before = displays.put(id, textOf(bundle));
        if (!id.equals(openId)) {
            // Something else was written since, or the display stands in an earlier cell: show the new state where we
            // are.
            settle();
            open(id);
        } else if (style.isLive()) {
            writer.format(UP_AND_CLEAR, rows(before));
            writeOpen();
        } else if (nanoTime.getAsLong() - openWrittenAt
                >= Duration.ofSeconds(LOG_SECONDS).toNanos()) {
            writeOpen();
        } else {
            openIsWritten = false;
        }
    }

    private String textOf(MimeBundle bundle) {
        String shown = text.apply(bundle);
        return shown.endsWith("\n") ? shown.substring(0, shown.length() - 1) : shown;
    }

    private void open(String id) {
        openId = id;
        openIsWritten = false;
        openWrittenAt = nanoTime.getAsLong();
        if (style.isLive()) {
            writeOpen();
        }
    }

    /** Makes what was displayed last part of what cannot be changed any more. */
    private void settle() {
        if (!openId.isEmpty() && !openIsWritten) {
            writeOpen();
        }
        openId = "";
    }

    private void writeOpen() {
        if (!begunLine.isEmpty()) {
            write("\n");
        }
        write(style.filter(displays.get(openId)) + "\n");
        openIsWritten = true;
        openWrittenAt = nanoTime.getAsLong();
        writer.flush();
    }

    private void write(String text) {
        write(text, text);
    }

    /** Writes {@code styled}, which looks like {@code plain}. */
    private void write(String styled, String plain) {
        writer.print(styled);
        int lineFeed = plain.lastIndexOf('\n');
        if (lineFeed >= 0) {
            begunLine.setLength(0);
        }
        begunLine.append(plain, lineFeed + 1, plain.length());
        begunLine.delete(0, Math.max(0, begunLine.length() - MOST_BEGUN)); // Longer than a row it is of no use.
    }

    /** Screen rows that a text takes, lines longer than the screen is wide being folded by the terminal. */
    private int rows(String text) {
        int columns = Math.max(1, width.getAsInt());
        return Arrays.stream(text.split("\n", -1))
                .mapToInt(line -> Math.max(1, (TerminalStyle.columns(line) + columns - 1) / columns))
                .sum();
    }
}
