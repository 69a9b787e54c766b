package upft.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** How a file stores numbers; each is widened to float32 exactly, and narrowed from it to the nearest, ties to even. */
public enum StorageType {
    F32("float32", 4) {
        @Override
        float get(ByteBuffer from) {
            return from.getFloat();
        }

        @Override
        void put(ByteBuffer to, float value) {
            to.putFloat(value);
        }
    },
    F16("float16", 2) {
        @Override
        float get(ByteBuffer from) {
            return HalfFloats.toFloat(from.getShort());
        }

        @Override
        void put(ByteBuffer to, float value) {
            to.putShort(HalfFloats.fromFloat(value));
        }
    },
    BF16("bfloat16", 2) {
        @Override
        float get(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << 16);
        }

        /** Four at once, as a model has so many: the bits of each are the upper half of a float32. */
        @Override
        void widen(ByteBuffer from, ByteBuffer into) {
            if (from.order() == ByteOrder.LITTLE_ENDIAN && into.order() == ByteOrder.LITTLE_ENDIAN) {
                while (from.remaining() >= Long.BYTES) {
                    long four = from.getLong();
                    into.putLong((four & 0xFFFFL) << 16 | (four & 0xFFFF_0000L) << 32);
                    into.putLong(four >>> 16 & 0xFFFF_0000L | four & 0xFFFF_0000_0000_0000L);
                }
            }
            super.widen(from, into);
        }

        @Override
        void put(ByteBuffer to, float value) {
            to.putShort(HalfFloats.brainFromFloat(value));
        }
    };

    private final String torchName;
    private final int bytes;

    StorageType(String torchName, int bytes) {
        this.torchName = torchName;
        this.bytes = bytes;
    }

    /** The name that config.json uses; the constant's own name is that of safetensors. */
    public String torchName() {
        return torchName;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    static Optional<StorageType> ofTorchName(String name) {
        return Arrays.stream(values()).filter(t -> t.torchName.equals(name)).findFirst();
    }

    static Optional<StorageType> ofName(String name) {
        return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
    }

    /** Reads one number from a little-endian buffer. */
    abstract float get(ByteBuffer from);

    /**
     * Reads all that remains and writes it as float32. Both may be parts of one buffer, if no number is written beyond the
     * place that it is read from.
     *
     * @param from little-endian
     */
    void widen(ByteBuffer from, ByteBuffer into) {
        while (from.hasRemaining()) {
            into.putFloat(get(from));
        }
    }

    /** Writes one number to a little-endian buffer. */
    abstract void put(ByteBuffer to, float value);
}
