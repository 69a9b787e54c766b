package upft.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive from which libtorch loads a script module: a ZIP of stored entries with the source, a pickle of the
 * module object and the version of the operators. What PyTorch's own {@code torch.jit.save} makes is of the same form.
 */
final class ScriptArchive {
    /** From version 10 on operators mean what they mean today; older ones select legacy semantics. */
    private static final byte[] OPERATOR_VERSION = "10\n".getBytes(StandardCharsets.US_ASCII);

    /** Pickle protocol 2, an empty tuple, stop. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    /**
     * @param source a module with one class {@code __torch__.<className>}
     * @param attributes the object's attributes: Integer, Double, Boolean, int[], double[], or {@link #EMPTY_TENSOR_LIST}
     */
    static byte[] write(String className, String source, Map<String, Object> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", pickle(className, attributes));
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", NO_CONSTANTS);
            store(zip, "version", OPERATOR_VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The value of an attribute of type {@code List[Tensor]} that starts empty. */
    static final Object EMPTY_TENSOR_LIST = new Object();

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry("script/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** {@code object.__new__(class)} followed by its attributes as state; opcodes as in Python's pickletools. */
    private static byte[] pickle(String className, Map<String, Object> attributes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        ascii(out, "c__torch__\n" + className + "\n)");
        out.write(0x81);
        ascii(out, "}(");
        attributes.forEach((name, value) -> {
            text(out, name);
            value(out, value);
        });
        ascii(out, "ub.");
        return out.toByteArray();
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        if (value instanceof Boolean truth) {
            out.write(truth ? 0x88 : 0x89);
        } else if (value instanceof Integer whole) {
            out.write('J');
            out.writeBytes(littleEndian(whole));
        } else if (value instanceof Double real) {
            out.write('G');
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(real).array());
        } else if (value instanceof int[] wholes) {
            ascii(out, "ctorch.jit._pickle\nbuild_intlist\n(](");
            Arrays.stream(wholes).forEach(each -> value(out, each));
            ascii(out, "etR");
        } else if (value instanceof double[] reals) {
            ascii(out, "ctorch.jit._pickle\nbuild_doublelist\n(](");
            Arrays.stream(reals).forEach(each -> value(out, each));
            ascii(out, "etR");
        } else if (value == EMPTY_TENSOR_LIST) {
            ascii(out, "ctorch.jit._pickle\nbuild_tensorlist\n(](etR");
        } else {
            throw new IllegalArgumentException("no pickle form for " + value);
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(littleEndian(bytes.length));
        out.writeBytes(bytes);
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
