package upft.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import upft.io.UserException;

class SafetensorsFileTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void numbersOfThePythonLibraryAreWidenedExactly(StorageType type) throws IOException {
        String name = type.name().toLowerCase(java.util.Locale.ROOT);
        int[] wanted = bits(Files.readAllBytes(Fixtures.path(name + ".expected")));
        try (SafetensorsFile file = SafetensorsFile.open(Fixtures.path(name + ".safetensors"))) {
            SafetensorsFile.Entry matrix = file.entries().get("matrix");
            assertEquals(type, matrix.type());
            assertArrayEquals(new long[] {8, 16}, matrix.shape());
            assertArrayEquals(wanted, bits(file.read(matrix, 0, 128)));
            assertArrayEquals(Arrays.copyOfRange(wanted, 32, 48), bits(file.read(matrix, 32, 16)));
            assertArrayEquals(
                    Arrays.copyOf(wanted, 16), bits(file.read(file.entries().get("vector"), 0, 16)));
        }
    }

    @Test
    void narrowingRoundsAsTorchDoes() throws IOException {
        int[] all = bits(Files.readAllBytes(Fixtures.path("rounding.bin")));
        int count = all.length / 3;
        for (int i = 0; i < count; i++) {
            float value = Float.intBitsToFloat(all[i]);
            assertEquals(all[count + i], HalfFloats.fromFloat(value) & 0xFFFF, "float16 of " + value);
            assertEquals(all[2 * count + i], HalfFloats.brainFromFloat(value) & 0xFFFF, "bfloat16 of " + value);
        }
    }

    @Test
    void everyHalfFloatSurvivesTheWayThereAndBack() {
        for (int half = 0; half <= 0xFFFF; half++) {
            float wide = HalfFloats.toFloat((short) half);
            if (!Float.isNaN(wide)) {
                assertEquals((short) half, HalfFloats.fromFloat(wide));
            }
        }
        assertTrue(Float.isNaN(HalfFloats.toFloat(HalfFloats.fromFloat(Float.NaN))));
    }

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void whatIsWrittenIsReadAgain(StorageType type) throws IOException {
        float[] numbers = {1, -2, 0.5f, 4, 8, -16};
        Path file = scratch.resolve("written.safetensors");
        SafetensorsWriter.write(
                file,
                type,
                List.of(
                        new SafetensorsWriter.Tensor(
                                "a",
                                new long[] {3, 2},
                                (row, rows) -> Arrays.copyOfRange(numbers, row * 2, (row + rows) * 2)),
                        new SafetensorsWriter.Tensor("b", new long[] {1}, (row, rows) -> new float[] {7})));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertArrayEquals(numbers, read.read(read.entries().get("a"), 0, 6));
            assertArrayEquals(new float[] {7}, read.read(read.entries().get("b"), 0, 1));
        }
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsRefused() throws IOException {
        Path file = scratch.resolve("cut.safetensors");
        Files.copy(Fixtures.path("bf16.safetensors"), file);
        try (SafetensorsFile read = SafetensorsFile.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 1);
            SafetensorsFile.Entry last = read.entries().values().stream()
                    .max(Comparator.comparingLong(SafetensorsFile.Entry::end))
                    .orElseThrow();
            UserException refused =
                    assertThrows(UserException.class, () -> read.read(last, 0, Math.toIntExact(last.count())));
            assertTrue(refused.getMessage().contains("became shorter while the tensor " + last.name()));
        }
    }

    @Test
    void aTensorBeyondTwoGibibytesIsRead() throws IOException {
        long numbers = (1L << 29) + 4;
        Path file = scratch.resolve("large.safetensors");
        String header = header("\"t\": " + entry("F32", numbers + ", 1", 0, 4 * numbers));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(withLength(header, header.length())));
            ByteBuffer last =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 2.5f);
            channel.write(last, 8 + header.length() + 4 * (numbers - 1));
        }
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertArrayEquals(new float[] {0, 2.5f}, read.read(read.entries().get("t"), numbers - 2, 2));
        }
        Files.delete(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut in the length      | 4   | shorter than any",
                "cut in the header      | 60  | its header is",
                "cut in the numbers     | 700 | its tensors take",
            })
    void aFileCutShortSaysWhereItIsBroken(String how, int length, String message) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("f32.safetensors"));
        requireRefused(Arrays.copyOf(whole, length), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not JSON at all                                                    | no JSON object",
                "[1, 2]                                                             | no JSON object",
                "{\"t\": 5}                                                         | entry of the tensor t",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [4]}}                      | entry of the tensor t",
                "{\"t\": {\"dtype\": \"I64\", \"shape\": [2], \"data_offsets\": [0, 16]}} | of type I64",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [4], \"data_offsets\": [0, 12]}} | shape [4]",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [-4], \"data_offsets\": [0, 16]}} | entry of the tensor t",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [4], \"data_offsets\": [4, 20]}} | begins at byte 4",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [9], \"data_offsets\": [0, 36]}} | its tensors take 36 bytes",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 12]}} | its tensors take 12 bytes",
                "{\"t\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 16]}} | entry of the tensor t",
            })
    void aBrokenHeaderIsRefusedByName(String header, String message) throws IOException {
        byte[] start = withLength(header, header.length());
        requireRefused(Arrays.copyOf(start, start.length + 16), message);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "9223372036854775807", "200000000"})
    void anImpossibleHeaderLengthIsRefused(long length) throws IOException {
        requireRefused(withLength("{}", length), "header of");
    }

    private void requireRefused(byte[] content, String message) throws IOException {
        Path file = scratch.resolve("broken.safetensors");
        Files.write(file, content);
        UserException refused = assertThrows(UserException.class, () -> SafetensorsFile.open(file));
        assertTrue(refused.getMessage().contains("broken.safetensors"), refused.getMessage());
        assertTrue(refused.getMessage().contains(message.strip()), refused.getMessage());
    }

    private static String header(String entries) {
        String header = "{" + entries + "}";
        return header + " ".repeat((8 - header.length() % 8) % 8);
    }

    private static String entry(String dtype, String shape, long begin, long end) {
        return "{\"dtype\": \"" + dtype + "\", \"shape\": [" + shape + "], \"data_offsets\": [" + begin + ", " + end
                + "]}";
    }

    private static byte[] withLength(String header, long length) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static int[] bits(byte[] littleEndian) {
        int[] bits = new int[littleEndian.length / 4];
        ByteBuffer.wrap(littleEndian)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(bits);
        return bits;
    }
}
