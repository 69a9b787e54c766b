package upft.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A causal decoder in libtorch: its {@linkplain DecoderScript script} and its weights, which never leave native memory
 * except to be saved. Every argument is checked here, since libtorch answers some bad ones by ending the process.
 *
 * <p>The script's methods, with the shapes of what goes in and out, are documented where they are called: weights and
 * full logits here, cached decoding in {@link KeyValueCache}, training in {@link DecoderTraining}.
 */
public final class DecoderModule implements AutoCloseable {
    private final DType dtype;
    private final WeightLayout layout;
    private final SharedWeights weights;
    private final Optional<Adapter> adapter;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DecoderModule(WeightLayout layout, DType dtype, SharedWeights weights, Optional<Adapter> adapter) {
        this.layout = layout;
        this.dtype = dtype;
        this.weights = weights;
        this.adapter = adapter;
    }

    private static DecoderModule empty(Engine engine, WeightLayout layout, DType dtype) {
        return new DecoderModule(layout, dtype, new SharedWeights(engine, layout, dtype), Optional.empty());
    }

    /** A decoder whose weights, on the engine's device, are all zero. */
    public static DecoderModule zeros(Engine engine, WeightLayout layout, DType dtype) {
        DecoderModule module = empty(engine, layout, dtype);
        engine.call(() -> {
            for (int[] size : module.layout.tensors()) {
                module.track("allocate", call -> call.integers(size));
            }
            return null;
        });
        return module;
    }

    /** A copy with weights of its own, of this type; an adapter is added to them. */
    public DecoderModule copy(DType type) {
        unpack();
        DecoderModule copy = empty(engine(), layout, type);
        try {
            engine().call(() -> {
                try (ScriptCall sharing = method("share").integers(0)) {
                    NDList shared = sharing.runTracked();
                    return copy.track("adopt", call -> call.list(shared));
                }
            });
            adapter.ifPresent(copy.weights::merge);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
        return copy;
    }

    /** The same weights, shared, without the adapter. Each has to be closed. */
    public DecoderModule plain() {
        return new DecoderModule(layout, dtype, weights.shared(), Optional.empty());
    }

    /** The same weights, shared, with a copy of the adapter, if there is one. Each has to be closed. */
    public DecoderModule shared() {
        return adapter.isPresent() ? withCopiedAdapter() : plain();
    }

    /** The same weights, shared, with an adapter of zeros. */
    public DecoderModule adapted(AdapterShape shape) {
        return with(weights.newAdapter(new AdapterLayout(layout, shape)));
    }

    /** The same weights, shared, with another adapter, which is closed with what this gives. */
    private DecoderModule with(Adapter other) {
        return new DecoderModule(layout, dtype, weights.shared(), Optional.of(other));
    }

    /** Where the adapter's factors lie; empty if there is none. */
    public Optional<AdapterLayout> adapter() {
        return adapter.map(Adapter::layout);
    }

    /** Sets some rows of a factor of the adapter, as {@link #fill}. */
    public void fillAdapter(WeightLayout.Slot slot, int firstRow, float[] values) {
        setRows("fill_adapter", slot, firstRow, values);
    }

    /** Some rows of a factor of the adapter, row-major. */
    public float[] readAdapter(WeightLayout.Slot slot, int firstRow, int rows) {
        return readRows("read_adapter", slot, firstRow, rows);
    }

    /** The same weights, shared, with a copy of the adapter and an optimiser's state for it. */
    DecoderModule trained() {
        return with(weights.trained(adapter.orElseThrow()));
    }

    /** The same weights, shared, with a copy of the adapter. */
    DecoderModule withCopiedAdapter() {
        return with(weights.copy(adapter.orElseThrow()));
    }

    public DecoderShape shape() {
        return layout.shape();
    }

    public DType dtype() {
        return dtype;
    }

    /** Where the weights are. */
    public Device device() {
        return engine().device();
    }

    public WeightLayout layout() {
        return layout;
    }

    /** Native bytes of the weights and of the adapter, if there is one. */
    public long bytes() {
        return weightBytes()
                + adapter.map(own -> own.layout().parameters() * Math.max(Float.BYTES, dtype.bytes()))
                        .orElse(0L);
    }

    /** Native bytes of the weights, which an adapter shares. */
    public long weightBytes() {
        return layout.parameters() * dtype.bytes();
    }

    /** Bytes of memory that are free where the weights are. */
    public long freeMemory() {
        return engine().freeMemory();
    }

    /** Bytes of the keys and values of one token. */
    long bytesACachedToken() {
        return 2L * shape().layers() * shape().kvHeads() * shape().headWidth() * dtype.bytes();
    }

    /**
     * Sets some rows of a weight.
     *
     * @param values whole rows, row-major
     */
    public void fill(WeightLayout.Slot slot, int firstRow, float[] values) {
        unpack();
        setRows("fill", slot, firstRow, values);
    }

    /**
     * Sets some rows of a weight without a copy on the way.
     *
     * @param floats whole rows, row-major, float32 in the processor's order: all that a direct buffer has before its limit. It
     *     may be used again when this returns
     */
    public void fill(WeightLayout.Slot slot, int firstRow, ByteBuffer floats) {
        if (!floats.isDirect() || floats.position() > 0 || floats.limit() % Float.BYTES > 0) {
            throw new IllegalArgumentException(floats + " is no direct buffer of float32 from its start on");
        }
        unpack();
        long[] size = rowsOf(slot, firstRow, floats.limit() / Float.BYTES);
        engine().call(() -> track("fill", call -> call.integers(slot.tensor(), slot.firstRow() + firstRow)
                .floats(floats, size)));
    }

    private void setRows(String method, WeightLayout.Slot slot, int firstRow, float[] values) {
        long[] size = rowsOf(slot, firstRow, values.length);
        engine().call(() -> track(method, call -> call.integers(slot.tensor(), slot.firstRow() + firstRow)
                .floats(values, size)));
    }

    /** The shape of so many numbers as rows of a weight, from this row on. */
    private long[] rowsOf(WeightLayout.Slot slot, int firstRow, int numbers) {
        int rows = numbers / slot.rowLength();
        requireRows(slot, firstRow, rows);
        if (rows * slot.rowLength() != numbers) {
            throw new IllegalArgumentException(
                    numbers + " numbers are no whole rows of " + slot.rowLength() + " for " + slot.name());
        }
        return slot.columns() == 0 ? new long[] {rows} : new long[] {rows, slot.columns()};
    }

    /** Some rows of a weight, row-major. */
    public float[] read(WeightLayout.Slot slot, int firstRow, int rows) {
        unpack();
        return readRows("read_weight", slot, firstRow, rows);
    }

    float[] readRows(String method, WeightLayout.Slot slot, int firstRow, int rows) {
        requireRows(slot, firstRow, rows);
        return engine().call(() -> {
            try (ScriptCall call = method(method).integers(slot.tensor(), slot.firstRow() + firstRow, rows)) {
                return call.runTracked().get(0).toFloatArray();
            }
        });
    }

    /** Logits after every one of {@code ids}, [ids.length][vocabulary]. */
    public float[][] logits(int[] ids) {
        int columns = shape().vocabulary();
        return allLogits(ids, all -> {
            float[] values = all.toType(DataType.FLOAT32, false).toFloatArray();
            return rows(ids.length, row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                    .toArray(float[][]::new);
        });
    }

    /** The same as float64, which they are to the last digit where the weights are {@link DType#FLOAT64}. */
    public double[][] preciseLogits(int[] ids) {
        int columns = shape().vocabulary();
        return allLogits(ids, all -> {
            double[] values = all.toType(DataType.FLOAT64, false).toDoubleArray();
            return rows(ids.length, row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                    .toArray(double[][]::new);
        });
    }

    /** @param read reads the logits of all positions, row-major */
    private <T> T allLogits(int[] ids, Function<PtNDArray, T> read) {
        requireIds(ids);
        unpack();
        return engine().call(() -> {
            try (ScriptCall call = method("logits").integers(ids)) {
                return read.apply(call.runForTensor());
            }
        });
    }

    private static <T> Stream<T> rows(int count, IntFunction<T> row) {
        return IntStream.range(0, count).mapToObj(row);
    }

    /** Runs a method that changes a key/value cache. */
    void change(IValue cache, String method, UnaryOperator<ScriptCall> arguments) {
        engine().call(() -> {
            try (ScriptCall call = method(method)) {
                return arguments.apply(call.value(cache)).run(IValue::toLong);
            }
        });
    }

    /** Brings the weights into the form that decoding is faster with. */
    void pack() {
        weights.pack();
    }

    /** Brings the weights into the form that can be read, copied and trained. */
    void unpack() {
        weights.unpack();
    }

    /** Takes less memory for the weights until they are used again, if nothing is lost by it. */
    void narrow() {
        weights.narrow();
    }

    Engine engine() {
        return weights.engine();
    }

    ScriptModule script() {
        return weights.script();
    }

    /** A call of a method of the script, with the adapter if there is one. Only for the engine's thread. */
    ScriptCall method(String name) {
        return weights.method(name, adapter);
    }

    /** Refuses ids that the embedding does not have: an index out of range must not reach libtorch. */
    void requireIds(int[] ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("no tokens");
        }
        for (int id : ids) {
            if (id < 0 || id >= shape().vocabulary()) {
                throw new IllegalArgumentException(
                        "token " + id + " is outside of the vocabulary, 0 to " + (shape().vocabulary() - 1));
            }
        }
    }

    /** Frees the adapter, and the weights if no other module shares them. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            adapter.ifPresent(weights::close);
            weights.release();
        }
    }

    /** Runs a method whose result says nothing. Only for the engine's thread. */
    private Void track(String method, UnaryOperator<ScriptCall> arguments) {
        try (ScriptCall call = arguments.apply(method(method))) {
            call.runTracked();
            return null;
        }
    }

    private WeightLayout.Slot slot(String name) {
        return adapter.isPresent() && name.contains(".lora_")
                ? adapter.get().layout().slot(name)
                : layout.slot(name);
    }

    /** Refuses rows that are not there, and a slot of another layout. */
    void requireRows(WeightLayout.Slot slot, int firstRow, int rows) {
        WeightLayout.Slot own = slot(slot.name());
        if (!own.equals(slot)) {
            throw new IllegalArgumentException(slot + " is of another model; here it is " + own);
        }
        if (firstRow < 0 || rows < 1 || (long) firstRow + rows > slot.rows()) {
            throw new IllegalArgumentException(
                    rows + " rows from " + firstRow + " on of " + slot.name() + ", which has " + slot.rows());
        }
    }
}
