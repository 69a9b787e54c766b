package upft.engine;

/**
 * How the engine stores weights and computes with them. Logits, probabilities, losses and what training keeps are float32
 * in any case, or float64 where the weights are.
 *
 * <p>{@link #FLOAT32} is what is tested and what CPUs are fast at. The two of half precision halve the memory of weights and
 * caches. {@link #FLOAT64} is for tests: what Java reads is still float32, but for losses, norms and
 * {@link DecoderModule#preciseLogits}.
 */
public enum DType {
    FLOAT32(6, 4),
    FLOAT16(5, 2),
    BFLOAT16(15, 2),
    FLOAT64(7, 8);

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

    /** What weights of this type are trained in, and what logits and losses are computed in. */
    public DType wide() {
        return this == FLOAT64 ? FLOAT64 : FLOAT32;
    }

    /** PyTorch's {@code c10::ScalarType} of this type. */
    int code() {
        return code;
    }
}
