package upft.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes one safetensors file, tensor by tensor, of which only a piece is in memory at a time. */
final class SafetensorsWriter {
    /** A tensor to write; {@code numbers} is asked for whole rows in order. */
    record Tensor(String name, long[] shape, RowSource numbers) {
        int rows() {
            return Math.toIntExact(shape[0]);
        }

        int rowLength() {
            return shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
        }
    }

    /** Where a tensor's numbers come from. */
    @FunctionalInterface
    interface RowSource {
        /** Rows {@code first} to {@code first + count - 1}, row-major. */
        float[] rows(int first, int count);
    }

    /** Numbers that are in memory at a time. */
    static final int NUMBERS_A_PIECE = 1 << 18;

    private SafetensorsWriter() {}

    static void write(Path file, StorageType type, List<Tensor> tensors) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            writeHeader(
                    out,
                    tensors.stream()
                            .map(each -> new Entry(each.name(), type.name(), type.bytes(), each.shape()))
                            .toList());
            for (Tensor tensor : tensors) {
                writeNumbers(out, type, tensor);
            }
        }
    }

    /** What a file is to say of a tensor; its numbers follow all entries, in the order of these. */
    record Entry(String name, String dtype, int bytesANumber, long[] shape) {
        private long bytes() {
            return Arrays.stream(shape).reduce(bytesANumber, Math::multiplyExact);
        }
    }

    /** What comes before the numbers: the header's length, and the header. */
    static void writeHeader(OutputStream out, List<Entry> entries) throws IOException {
        byte[] header = header(entries);
        out.write(littleEndian(Long.BYTES).putLong(header.length).array());
        out.write(header);
    }

    /** Padded with spaces to a multiple of 8 bytes, so that the numbers are aligned. */
    private static byte[] header(List<Entry> entries) {
        JsonObject header = new JsonObject();
        JsonObject metadata = new JsonObject();
        metadata.addProperty("format", "pt");
        header.add("__metadata__", metadata);
        long at = 0;
        for (Entry each : entries) {
            long end = at + each.bytes();
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", each.dtype());
            entry.add("shape", array(each.shape()));
            entry.add("data_offsets", array(at, end));
            header.add(each.name(), entry);
            at = end;
        }
        String text = header.toString();
        return (text + " ".repeat((8 - text.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeNumbers(OutputStream out, StorageType type, Tensor tensor) throws IOException {
        int step = Math.max(1, NUMBERS_A_PIECE / tensor.rowLength());
        for (int row = 0; row < tensor.rows(); row += step) {
            float[] values = tensor.numbers().rows(row, Math.min(step, tensor.rows() - row));
            ByteBuffer buffer = littleEndian(values.length * type.bytes());
            for (float value : values) {
                type.put(buffer, value);
            }
            out.write(buffer.array());
        }
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        for (long value : values) {
            array.add(value);
        }
        return array;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
