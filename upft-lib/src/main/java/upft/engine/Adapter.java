package upft.engine;

import ai.djl.pytorch.jni.IValue;
import java.lang.ref.Cleaner;
import java.util.Optional;

/** The factors of a low-rank adapter in libtorch, with the optimiser's state where it is trained. */
final class Adapter implements AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final AdapterLayout layout;
    private final IValue tensors;
    private final Optional<IValue> state;
    private final Cleaner.Cleanable release;

    /** Takes over what libtorch gave. */
    Adapter(Engine engine, AdapterLayout layout, IValue tensors, Optional<IValue> state) {
        this.layout = layout;
        this.tensors = tensors;
        this.state = state;
        this.release = FORGOTTEN.register(
                this,
                () -> engine.free(() -> {
                    tensors.close();
                    state.ifPresent(IValue::close);
                }));
    }

    AdapterLayout layout() {
        return layout;
    }

    IValue tensors() {
        return tensors;
    }

    /** Gradients and the optimiser's state; empty where this is not trained. */
    Optional<IValue> state() {
        return state;
    }

    @Override
    public void close() {
        release.clean();
    }
}
