package upft.model;

import java.nio.ByteBuffer;
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

    /** Writes one number to a little-endian buffer. */
    abstract void put(ByteBuffer to, float value);
}
