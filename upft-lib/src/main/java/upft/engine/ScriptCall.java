package upft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call of a script method: arguments in the order of its signature, then one of the {@code run} methods. Arguments
 * and results are freed by {@link #close}; only for the engine's thread. What the method does not take is refused before
 * libtorch sees it.
 *
 * <p>DJL has two ways in. {@link #run} takes arguments of any type, under libtorch's inference mode: what it makes can
 * never be part of a gradient. {@link #runTracked} takes tensors alone and is for weights and training.
 */
final class ScriptCall implements AutoCloseable {
    private final PtNDManager scope;
    private final PtSymbolBlock block;
    private final String method;
    private final Consumer<List<Signature.Argument>> check;
    private final List<Signature.Argument> described = new ArrayList<>();
    private final List<NDArray> tensors = new ArrayList<>();
    private final List<IValue> arguments = new ArrayList<>();
    private final List<IValue> owned = new ArrayList<>();

    /** @param check refuses arguments that the method does not take */
    ScriptCall(PtNDManager parent, PtSymbolBlock block, String method, Consumer<List<Signature.Argument>> check) {
        this.scope = (PtNDManager) parent.newSubManager();
        this.block = block;
        this.method = method;
        this.check = check;
    }

    ScriptCall integer(long value) {
        described.add(Signature.Argument.integer(value));
        return owned(IValue.from(value));
    }

    ScriptCall real(double value) {
        described.add(Signature.Argument.real());
        return owned(IValue.from(value));
    }

    /** Tensors that a script gave and that outlive the call, passed by reference. */
    ScriptCall value(IValue tensors) {
        return given(Signature.Kind.TENSORS, tensors);
    }

    /** A tensor that a script gave and that outlives the call, passed by reference. */
    ScriptCall tensor(IValue tensor) {
        return given(Signature.Kind.TENSOR, tensor);
    }

    private ScriptCall given(Signature.Kind kind, IValue value) {
        described.add(Signature.Argument.given(kind));
        arguments.add(value);
        return this;
    }

    /** A tensor int64 [values.length]. */
    ScriptCall integers(long... values) {
        described.add(Signature.Argument.integers(values));
        return tensor((PtNDArray) scope.create(values, new Shape(values.length)));
    }

    /** A tensor int64 [1] that changes when the flag is raised. */
    ScriptCall flag(StopFlag flag) {
        described.add(Signature.Argument.integers(new long[] {0}));
        return tensor(flag.tensor(scope));
    }

    /** A tensor int64 [values.length]. */
    ScriptCall integers(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return integers(wide);
    }

    /** A tensor float64 [values.length]. */
    ScriptCall doubles(double... values) {
        described.add(Signature.Argument.reals("float64", new long[] {values.length}));
        return tensor((PtNDArray) scope.create(values, new Shape(values.length)));
    }

    /** A tensor float32 of this shape. */
    ScriptCall floats(float[] values, long... shape) {
        described.add(Signature.Argument.reals("float32", shape));
        return tensor((PtNDArray) scope.create(values, new Shape(shape)));
    }

    /** The same of a direct buffer, in the processor's order, which libtorch reads where it is. */
    ScriptCall floats(ByteBuffer values, long... shape) {
        described.add(Signature.Argument.reals("float32", shape));
        return tensor(scope.create(values, new Shape(shape), DataType.FLOAT32));
    }

    /** Runs in inference mode; the result is the caller's to close. */
    IValue run() {
        check.accept(described);
        return IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new));
    }

    /** Runs in inference mode and reads the result. */
    <T> T run(Function<IValue, T> read) {
        try (IValue result = run()) {
            return read.apply(result);
        }
    }

    /** Runs in inference mode a method that gives a tensor, which lives as long as the call. */
    PtNDArray runForTensor() {
        return run(result -> result.toTensor(scope));
    }

    /** Runs in inference mode a method that gives tensors. */
    List<PtNDArray> runForTensors() {
        return run(result -> List.of(result.toTensorArray(scope)));
    }

    /** Runs, outside of inference mode, a method that takes tensors or one list of tensors, and gives tensors. */
    NDList runTracked() {
        check.accept(described);
        NDList inputs = new NDList(tensors);
        PtNDArray name = (PtNDArray) scope.create(0);
        name.setName("module_method:" + method);
        inputs.add(name);
        try {
            NDList outputs = IValueUtils.forward(block, inputs, true);
            outputs.attach(scope);
            return outputs;
        } finally {
            // A script that differentiates and fails on the way leaves it on.
            JniUtils.setGradMode(false);
        }
    }

    /** Adds tensors that together are one argument, a list. */
    ScriptCall list(NDList values) {
        described.add(Signature.Argument.given(Signature.Kind.TENSORS));
        values.forEach(each -> {
            each.setName("list[]");
            tensors.add(each);
        });
        return this;
    }

    @Override
    public void close() {
        owned.forEach(IValue::close);
        scope.close();
    }

    private ScriptCall tensor(PtNDArray tensor) {
        tensors.add(tensor);
        return owned(IValue.from(tensor));
    }

    private ScriptCall owned(IValue value) {
        owned.add(value);
        arguments.add(value);
        return this;
    }
}
