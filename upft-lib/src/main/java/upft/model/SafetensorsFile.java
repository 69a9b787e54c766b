package upft.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import upft.io.FileErrors;
import upft.io.JsonFile;
import upft.io.UserException;

/**
 * One safetensors file, memory-mapped piece by piece, so that it may be larger than memory and than 2 GiB.
 *
 * <p>Form: the header's length (8 bytes, little-endian), the header (a JSON object: name to dtype, shape and offsets), then
 * the numbers. As in the format's own library, the tensors must cover the rest of the file without gap or overlap.
 */
final class SafetensorsFile implements AutoCloseable {
    private static final long LARGEST_HEADER = 100_000_000;

    /**
     * A tensor of the file.
     *
     * @param begin first byte, counted from the end of the header
     */
    record Entry(String name, StorageType type, long[] shape, long begin, long end) {
        long count() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, Entry> entries;

    private SafetensorsFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        long headerLength = headerLength(size);
        this.dataStart = 8 + headerLength;
        this.entries = entries(header((int) headerLength));
        requireCovered(size - dataStart);
    }

    /** @throws UserException if the file is missing, truncated or no safetensors file */
    static SafetensorsFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new SafetensorsFile(file, channel);
        } catch (IOException e) {
            closeAfter(e, channel);
            throw new UserException("Cannot read " + file + ": " + FileErrors.reason(e) + ". Check the file.", e);
        } catch (UserException e) {
            closeAfter(e, channel);
            throw e;
        }
    }

    Path file() {
        return file;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Numbers {@code from} to {@code from + count - 1} of a tensor, row-major, widened to float32. */
    float[] read(Entry entry, long from, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count * Float.BYTES);
        read(entry, from, count, buffer);
        float[] values = new float[count];
        buffer.asFloatBuffer().get(values);
        return values;
    }

    /** The same numbers, from the start of a buffer on that has room for them, in the processor's order. */
    void read(Entry entry, long from, int count, ByteBuffer into) {
        StorageType type = entry.type();
        into.clear().limit(count * Float.BYTES);
        // What is stored is read behind what it becomes: the place that is written is never beyond the one that is
        // read.
        ByteBuffer stored = into.slice(count * (Float.BYTES - type.bytes()), count * type.bytes());
        try {
            fill(stored, dataStart + entry.begin() + from * type.bytes());
        } catch (IOException e) {
            throw new UserException(
                    "Cannot read " + entry.name() + " from " + file + ": " + FileErrors.reason(e) + ".", e);
        }
        if (stored.hasRemaining()) {
            throw broken("it became shorter while the tensor " + entry.name() + " was read");
        }
        stored.flip().order(ByteOrder.LITTLE_ENDIAN);
        into.order(ByteOrder.nativeOrder());
        type.widen(stored, into);
        into.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("Cannot close " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private static void closeAfter(Exception cause, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private long headerLength(long size) throws IOException {
        if (size < 8) {
            throw broken("it is " + size + " bytes long, shorter than any safetensors file");
        }
        long length = bytes(0, 8).getLong();
        if (length < 2 || length > LARGEST_HEADER) {
            throw broken("its first 8 bytes give a header of " + Long.toUnsignedString(length) + " bytes");
        }
        if (length > size - 8) {
            throw broken("its header is " + length + " bytes long, but the file ends after " + (size - 8));
        }
        return length;
    }

    private JsonObject header(int length) throws IOException {
        byte[] text = new byte[length];
        bytes(8, length).get(text);
        try {
            return JsonFile.parse(file, text).object();
        } catch (UserException e) {
            throw broken("its header is no JSON object");
        }
    }

    private ByteBuffer bytes(long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, from);
        return buffer.flip();
    }

    private void fill(ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // read until full or at the end
        }
    }

    private Map<String, Entry> entries(JsonObject header) {
        Map<String, Entry> found = new LinkedHashMap<>();
        header.entrySet().forEach(each -> {
            if (!each.getKey().equals("__metadata__")) {
                found.put(each.getKey(), entry(each.getKey(), each.getValue()));
            }
        });
        return found;
    }

    private Entry entry(String name, JsonElement value) {
        try {
            JsonObject fields = value.getAsJsonObject();
            String dtype = fields.get("dtype").getAsString();
            StorageType type = StorageType.ofName(dtype)
                    .orElseThrow(() -> new UserException(file + ": the tensor " + name + " is of type " + dtype
                            + "; supported are F32, F16 and BF16. Convert the file to one of them."));
            long[] shape = longs(fields.get("shape"));
            long[] offsets = longs(fields.get("data_offsets"));
            Entry entry = new Entry(name, type, shape, offsets[0], offsets[1]);
            if (offsets.length != 2 || entry.end() - entry.begin() != entry.count() * type.bytes()) {
                throw broken("the tensor " + name + " has shape " + Arrays.toString(shape) + " but the offsets "
                        + Arrays.toString(offsets));
            }
            return entry;
        } catch (RuntimeException e) {
            if (e instanceof UserException) {
                throw e;
            }
            throw broken("the header's entry of the tensor " + name + " is " + value);
        }
    }

    private static long[] longs(JsonElement array) {
        List<Long> values = new ArrayList<>();
        array.getAsJsonArray().forEach(each -> values.add(each.getAsLong()));
        if (values.stream().anyMatch(v -> v < 0)) {
            throw new IllegalArgumentException("negative");
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private void requireCovered(long dataLength) {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : inOrder) {
            if (entry.begin() != at) {
                throw broken("the tensor " + entry.name() + " begins at byte " + entry.begin() + " instead of " + at);
            }
            at = entry.end();
        }
        if (at != dataLength) {
            throw broken("its tensors take " + at + " bytes, but " + dataLength + " are there");
        }
    }

    private UserException broken(String how) {
        return new UserException(file + " is broken or cut short: " + how + ". Fetch the file again.");
    }
}
