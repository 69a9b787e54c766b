package upft.kernel.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;
import upft.kernel.cell.CellOutput;

/**
 * Stands in for {@code System.out} and {@code System.err} while a shell is open: what a thread prints goes to the output of
 * the cell that it works for, also after that cell has ended; what no cell's thread prints goes to the latest cell, and
 * before the first to where it went before.
 */
final class ConsoleRouter implements AutoCloseable {
    private final Cells cells;
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final PrintStream out;
    private final PrintStream err;

    ConsoleRouter(Cells cells) {
        this.cells = cells;
        out = new PrintStream(new Route(outBefore, CellOutput::stdout), false, StandardCharsets.UTF_8);
        err = new PrintStream(new Route(errBefore, CellOutput::stderr), false, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
    }

    @Override
    public void close() {
        if (System.out == out) {
            System.setOut(outBefore);
        }
        if (System.err == err) {
            System.setErr(errBefore);
        }
    }

    /** Calls come one at a time: the print stream around it holds its lock. */
    private final class Route extends OutputStream {
        private final PrintStream before;
        private final BiConsumer<CellOutput, String> sink;
        private final Map<Cell, Decoder> decoders = new WeakHashMap<>();

        Route(PrintStream before, BiConsumer<CellOutput, String> sink) {
            this.before = before;
            this.sink = sink;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            Cell cell = cells.ofThisThread().or(cells::latest).orElse(null);
            if (cell == null) {
                before.write(bytes, from, length);
                return;
            }
            String text = decoders.computeIfAbsent(cell, c -> new Decoder()).decode(bytes, from, length);
            if (!text.isEmpty()) {
                sink.accept(cell.output(), text);
            }
        }
    }

    /** Turns bytes into text, holding back a character whose bytes are not complete. */
    private static final class Decoder {
        /** One less than the longest character. */
        private static final int MOST_HELD_BACK = 3;

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] heldBack = new byte[0];

        String decode(byte[] bytes, int from, int length) {
            ByteBuffer in = ByteBuffer.allocate(heldBack.length + length);
            in.put(heldBack).put(bytes, from, length).flip();
            CharBuffer chars = CharBuffer.allocate(length + MOST_HELD_BACK);
            decoder.decode(in, chars, false);
            heldBack = new byte[in.remaining()];
            in.get(heldBack);
            return chars.flip().toString();
        }
    }
}
