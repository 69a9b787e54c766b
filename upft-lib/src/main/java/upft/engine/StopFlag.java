package upft.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A number that a script looks at while it runs, in memory that it shares with Java: 0, and 1 from the moment that any thread
 * raises it.
 */
final class StopFlag {
    private static final VarHandle NUMBER =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(2 * Long.BYTES).alignedSlice(Long.BYTES).order(ByteOrder.nativeOrder());

    /** Cannot be taken back. */
    void raise() {
        NUMBER.setVolatile(memory, 0, 1L);
    }

    boolean isRaised() {
        return (long) NUMBER.getVolatile(memory, 0) != 0;
    }

    /** The number itself, int64 [1], in the processor's memory whatever device the engine has. */
    PtNDArray tensor(PtNDManager scope) {
        return JniUtils.createNdFromByteBuffer(
                scope,
                memory.slice(0, Long.BYTES).order(ByteOrder.nativeOrder()),
                new Shape(1),
                DataType.INT64,
                SparseFormat.DENSE,
                ai.djl.Device.cpu());
    }
}
