package upft.model;

import java.util.Objects;
import java.util.OptionalLong;
import upft.engine.DType;
import upft.engine.Device;

/**
 * Where a model is, and in what form.
 *
 * @param device that holds and computes it
 * @param dtype how weights and caches are stored and computed with; training is float32, or float64 where that is given
 * @param cacheBytes of memory that the keys and values of the rows under decoding may take; without it 70% of what is free
 *     when decoding begins. Where that is short, fewer rows are decoded together
 */
public record Placement(Device device, DType dtype, OptionalLong cacheBytes) {
    /** A GPU where there is one, else the processor; float32. */
    public static final Placement AUTO = new Placement(Device.AUTO, DType.FLOAT32, OptionalLong.empty());

    public Placement {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(cacheBytes, "cacheBytes");
    }

    public Placement on(Device there) {
        return new Placement(there, dtype, cacheBytes);
    }

    public Placement as(DType type) {
        return new Placement(device, type, cacheBytes);
    }

    public Placement withCacheBytes(long bytes) {
        return new Placement(device, dtype, OptionalLong.of(bytes));
    }
}
