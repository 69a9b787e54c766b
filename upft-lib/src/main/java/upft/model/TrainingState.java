package upft.model;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import upft.engine.DecoderTraining;
import upft.engine.DecoderTraining.Part;
import upft.engine.WeightLayout.Slot;
import upft.io.UserException;

/**
 * A training's weights, moments and step count as a safetensors file, of which only a piece is in memory at a time. Names
 * are those of Hugging Face behind the part's, as in {@code means.model.norm.weight}. Since the training says what is in
 * it, the file's header is known beforehand: one that has another is of another training.
 */
final class TrainingState {
    private final DecoderTraining training;
    private final boolean wide;

    TrainingState(DecoderTraining training) {
        this.training = training;
        this.wide = training.isWide();
    }

    /** Does something with whole rows of a weight. */
    private interface PieceWork {
        void on(Part part, Slot slot, int firstRow, int rows) throws IOException;
    }

    void write(OutputStream out) throws IOException {
        SafetensorsWriter.writeHeader(out, entries());
        forEachPiece((part, slot, first, rows) -> out.write(bytes(training.read(part, slot, first, rows))));
        out.write(littleEndian(Long.BYTES).putLong(training.steps()).array());
    }

    void read(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        SafetensorsWriter.writeHeader(header, entries());
        if (!Arrays.equals(header.toByteArray(), in.readNBytes(header.size()))) {
            throw new UserException("The state of the training is of other weights than those that are trained here."
                    + " Go on with the model that it was begun with.");
        }
        forEachPiece((part, slot, first, rows) ->
                training.fill(part, slot, first, numbers(exactly(in, rows * slot.rowLength() * bytesANumber()))));
        training.steps(ByteBuffer.wrap(exactly(in, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong());
    }

    private List<SafetensorsWriter.Entry> entries() {
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        for (Part part : Part.values()) {
            for (Slot slot : training.slots()) {
                String name = part.name().toLowerCase(Locale.ROOT) + "." + slot.name();
                entries.add(new SafetensorsWriter.Entry(name, wide ? "F64" : "F32", bytesANumber(), slot.shape()));
            }
        }
        entries.add(new SafetensorsWriter.Entry("steps", "I64", Long.BYTES, new long[] {1}));
        return entries;
    }

    private void forEachPiece(PieceWork work) throws IOException {
        for (Part part : Part.values()) {
            for (Slot slot : training.slots()) {
                int step = Math.max(1, SafetensorsWriter.NUMBERS_A_PIECE / slot.rowLength());
                for (int row = 0; row < slot.rows(); row += step) {
                    work.on(part, slot, row, Math.min(step, slot.rows() - row));
                }
            }
        }
    }

    private int bytesANumber() {
        return wide ? Double.BYTES : Float.BYTES;
    }

    private byte[] bytes(double[] numbers) {
        ByteBuffer buffer = littleEndian(numbers.length * bytesANumber());
        for (double number : numbers) {
            if (wide) {
                buffer.putDouble(number);
            } else {
                buffer.putFloat((float) number);
            }
        }
        return buffer.array();
    }

    private double[] numbers(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[bytes.length / bytesANumber()];
        Arrays.setAll(numbers, i -> wide ? buffer.getDouble() : buffer.getFloat());
        return numbers;
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the state of a training that was cut short");
        }
        return bytes;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
