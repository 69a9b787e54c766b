package upft.engine;

/**
 * How the engine stores weights and computes with them. Sampling, losses and optimiser state are float32 in any case.
 *
 * <p>{@link #FLOAT32} is what is tested and what CPUs are fast at; the other two halve the memory of weights and caches.
 */
public enum DType {
    FLOAT32(6, 4),
    FLOAT16(5, 2),
    BFLOAT16(15, 2);

    private final int code;
    private final int bytes;

    DType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** PyTorch's {@code c10::ScalarType} of this type. */
    int code() {
        return code;
    }
}
