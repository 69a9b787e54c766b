package upft.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
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
    /** Weights that are packed before the memory that they leave is given back. */
    private static final int TENSORS_A_PACKING = 32;

    private final DType dtype;
    private final WeightLayout layout;
    private final DecoderScript.Products products;
    private final ScriptModule script;
    private boolean packed;

    private DecoderModule(Engine engine, WeightLayout layout, DType dtype, int layersPerSegment) {
        this.layout = layout;
        this.dtype = dtype;
        this.products = DecoderScript.Products.on(engine.device(), dtype);
        this.script = ScriptModule.load(engine, DecoderScript.of(layout, dtype, layersPerSegment, products));
    }

    /** A decoder whose weights, on the engine's device, are all zero. */
    public static DecoderModule zeros(Engine engine, WeightLayout layout, DType dtype) {
        int layers = layout.shape().layers();
        DecoderModule module = new DecoderModule(engine, layout, dtype, layers);
        engine.call(() -> {
            for (int[] size : module.layout.tensors()) {
                module.track("allocate", call -> call.integers(size));
            }
            return null;
        });
        return module;
    }

    /** A copy with weights of its own, of this type. */
    public DecoderModule copy(DType type) {
        return copy(type, shape().layers());
    }

    /** A copy that differentiates so many layers at a time. */
    DecoderModule copy(DType type, int layersPerSegment) {
        unpack();
        DecoderModule copy = new DecoderModule(engine(), layout, type, layersPerSegment);
        try {
            engine().call(() -> {
                try (ScriptCall sharing = script.method("share").integers(0)) {
                    NDList weights = sharing.runTracked();
                    return copy.track("adopt", call -> call.list(weights));
                }
            });
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
        return copy;
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

    /** Native bytes of the weights. */
    public long bytes() {
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

    /** Brings the weights into the form that decoding is faster with. */
    void pack() {
        if (products != DecoderScript.Products.PACKED || packed) {
            return;
        }
        packed = true;
        try {
            int tensors = layout.tensors().size();
            for (int first = 0; first < tensors; first += TENSORS_A_PACKING) {
                packSome(first, Math.min(tensors, first + TENSORS_A_PACKING));
            }
        } catch (RuntimeException e) {
            unpack();
            throw e;
        }
    }

    /** The memory that plain weights leave seldom fits the packed ones that come next: it is given back at once. */
    private void packSome(int first, int last) {
        engine().call(() -> {
            try (ScriptCall call = script.method("pack")) {
                call.integer(first).integer(last).run(IValue::toLong);
            }
            NativeHeap.trim();
            return null;
        });
    }

    /** Brings the weights into the form that can be read, copied and trained. */
    void unpack() {
        if (packed) {
            engine().call(() -> track("unpack", call -> call.integers(0)));
            packed = false;
        }
    }

    /**
     * Sets some rows of a weight.
     *
     * @param values whole rows, row-major
     */
    public void fill(WeightLayout.Slot slot, int firstRow, float[] values) {
        int rows = values.length / slot.rowLength();
        requireSlot(slot);
        requireRows(slot, firstRow, rows);
        if (rows * slot.rowLength() != values.length) {
            throw new IllegalArgumentException(
                    values.length + " numbers are no whole rows of " + slot.rowLength() + " for " + slot.name());
        }
        unpack();
        long[] size = slot.columns() == 0 ? new long[] {rows} : new long[] {rows, slot.columns()};
        engine().call(() -> track("fill", call -> call.integers(slot.tensor(), slot.firstRow() + firstRow)
                .floats(values, size)));
    }

    /** Some rows of a weight, row-major. */
    public float[] read(WeightLayout.Slot slot, int firstRow, int rows) {
        unpack();
        return readRows("read_weight", slot, firstRow, rows);
    }

    float[] readRows(String method, WeightLayout.Slot slot, int firstRow, int rows) {
        requireSlot(slot);
        requireRows(slot, firstRow, rows);
        return engine().call(() -> {
            try (ScriptCall call = script.method(method).integers(slot.tensor(), slot.firstRow() + firstRow, rows)) {
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
            try (ScriptCall call = script.method("logits").integers(ids)) {
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
            try (ScriptCall call = script.method(method)) {
                return arguments.apply(call.value(cache)).run(IValue::toLong);
            }
        });
    }

    Engine engine() {
        return script.engine();
    }

    ScriptModule script() {
        return script;
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

    /** Frees the weights. */
    @Override
    public void close() {
        script.close();
    }

    /** Runs a method whose result says nothing. Only for the engine's thread. */
    private Void track(String method, UnaryOperator<ScriptCall> arguments) {
        try (ScriptCall call = arguments.apply(script.method(method))) {
            call.runTracked();
            return null;
        }
    }

    /** Refuses a slot of another layout. */
    private void requireSlot(WeightLayout.Slot slot) {
        if (!layout.slot(slot.name()).equals(slot)) {
            throw new IllegalArgumentException(slot + " is of another model; here it is " + layout.slot(slot.name()));
        }
    }

    private static void requireRows(WeightLayout.Slot slot, int firstRow, int rows) {
        if (firstRow < 0 || rows < 1 || (long) firstRow + rows > slot.rows()) {
            throw new IllegalArgumentException(
                    rows + " rows from " + firstRow + " on of " + slot.name() + ", which has " + slot.rows());
        }
    }
}
