package upft.engine;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;

/**
 * A script module in libtorch, with the tensors that it holds. {@link #close} gives them back; a module that was
 * forgotten is closed when the garbage collector finds it.
 */
final class ScriptModule implements AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final Engine engine;
    private final PtSymbolBlock block;
    private final Cleaner.Cleanable release;

    private ScriptModule(Engine engine, PtSymbolBlock block) {
        this.engine = engine;
        this.block = block;
        this.release = FORGOTTEN.register(
                this,
                () -> engine.free(() -> {
                    block.close();
                    engine.trimMemory();
                }));
    }

    static ScriptModule load(Engine engine, byte[] archive) {
        PtSymbolBlock block = engine.call(() -> {
            try (ByteArrayInputStream in = new ByteArrayInputStream(archive)) {
                return JniUtils.loadModule(engine.manager(), in, false, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new ScriptModule(engine, block);
    }

    Engine engine() {
        return engine;
    }

    /** A call of one method, to be given its arguments, run on the engine's thread, and closed. */
    ScriptCall method(String name) {
        return new ScriptCall(engine.manager(), block, name);
    }

    /** Frees the module behind the calls under way; does not wait for that. */
    @Override
    public void close() {
        release.clean();
    }
}
