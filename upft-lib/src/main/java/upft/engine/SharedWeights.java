package upft.engine;

import ai.djl.pytorch.jni.IValue;
import java.util.Optional;

/**
 * The script with the weights of a decoder, which a model and the adapters on top of it share. Freed when the last of them
 * is closed.
 */
final class SharedWeights {
    /** How the weights are kept. */
    private enum Form {
        /** As rows, which can be read, copied and trained. */
        PLAIN,
        /** As decoding is faster with. */
        PACKED,
        /** In half of the memory, until they are used again. */
        NARROW
    }

    /** Weights that are packed before the memory that they leave is given back. */
    private static final int TENSORS_A_PACKING = 32;

    private final ScriptModule script;
    private final DecoderScript.Products products;
    private final int tensors;
    private final boolean narrows;

    /** Changed by calls on the engine's thread. */
    private volatile Form form = Form.PLAIN;

    private int users = 1;

    /** Only for the engine's thread. */
    private Optional<Adapter> mounted = Optional.empty();

    SharedWeights(Engine engine, WeightLayout layout, DType dtype) {
        this.products = DecoderScript.Products.on(engine.device(), dtype);
        DecoderScript.Attention attention = DecoderScript.Attention.on(engine.device());
        this.script = ScriptModule.load(engine, DecoderScript.of(layout, dtype, attention, products));
        this.tensors = layout.tensors().size();
        this.narrows = dtype == DType.FLOAT32;
    }

    Engine engine() {
        return script.engine();
    }

    ScriptModule script() {
        return script;
    }

    /** One user more. */
    synchronized SharedWeights shared() {
        if (users == 0) {
            throw new IllegalStateException("the weights were freed");
        }
        users++;
        return this;
    }

    /** One user less; frees the weights behind the calls under way if it was the last. */
    synchronized void release() {
        users--;
        if (users == 0) {
            script.close();
        }
    }

    /** A call with this adapter, or with none. Only for the engine's thread. */
    ScriptCall method(String name, Optional<Adapter> adapter) {
        if (form == Form.NARROW) {
            widen();
        }
        if (!mounted.equals(adapter)) {
            adapter.ifPresentOrElse(this::mount, this::unmount);
        }
        return script.method(name);
    }

    private void mount(Adapter adapter) {
        AdapterShape shape = adapter.layout().shape();
        try (ScriptCall call = script.method("mount")) {
            call.value(adapter.tensors())
                    .integers(adapter.layout().table())
                    .real(shape.scale())
                    .real(shape.dropout())
                    .run(IValue::toLong);
        }
        adapter.state().ifPresent(this::mountState);
        mounted = Optional.of(adapter);
    }

    private void mountState(IValue state) {
        try (ScriptCall call = script.method("mount_state")) {
            call.value(state).run(IValue::toLong);
        }
    }

    private void unmount() {
        try (ScriptCall call = script.method("unmount")) {
            call.run(IValue::toLong);
        }
        mounted = Optional.empty();
    }

    /** Makes an adapter of zeros. */
    Adapter newAdapter(AdapterLayout layout) {
        return engine().call(() -> {
            track(script.method("new_adapter").integers(layout.sizes()));
            return take(layout);
        });
    }

    /** A copy of an adapter, without its optimiser's state. */
    Adapter copy(Adapter adapter) {
        return engine().call(() -> {
            track(method("copy_adapter", Optional.of(adapter)).integers(0));
            return take(adapter.layout());
        });
    }

    /** A copy of an adapter with an optimiser's state. */
    Adapter trained(Adapter adapter) {
        return engine().call(() -> {
            track(method("copy_adapter", Optional.of(adapter)).integers(0));
            IValue tensors = script.method("mounted").run();
            track(script.method("begin_training").integers(0));
            Adapter trained = new Adapter(
                    engine(),
                    adapter.layout(),
                    tensors,
                    Optional.of(script.method("mounted_state").run()));
            mounted = Optional.of(trained);
            return trained;
        });
    }

    /** Adds an adapter to the weights. */
    void merge(Adapter adapter) {
        engine().call(() -> {
            track(method("merge", Optional.of(adapter)).integers(0));
            unmount();
            return null;
        });
    }

    /** What the script has mounted now is a new adapter. Only for the engine's thread. */
    private Adapter take(AdapterLayout layout) {
        try (ScriptCall call = script.method("mounted")) {
            Adapter adapter = new Adapter(engine(), layout, call.run(), Optional.empty());
            mount(adapter);
            return adapter;
        }
    }

    /** Frees an adapter. */
    void close(Adapter adapter) {
        engine().free(() -> {
            if (mounted.equals(Optional.of(adapter))) {
                unmount();
            }
            adapter.close();
        });
    }

    /** Brings the weights into the form that decoding is faster with. */
    void pack() {
        if (products != DecoderScript.Products.PACKED || form == Form.PACKED) {
            return;
        }
        unpack();
        form = Form.PACKED;
        try {
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
        engine().call(() -> {
            if (form == Form.PACKED) {
                track(script.method("unpack").integers(0));
                form = Form.PLAIN;
            } else if (form == Form.NARROW) {
                widen();
            }
            return null;
        });
    }

    /** Takes less memory for them until they are used again, if nothing is lost by it. */
    void narrow() {
        if (narrows) {
            unpack();
            engine().call(() -> {
                track(script.method("narrow").integers(0));
                form = Form.NARROW;
                NativeHeap.trim();
                return null;
            });
        }
    }

    private void widen() {
        track(script.method("widen").integers(0));
        form = Form.PLAIN;
    }

    /** Runs a method whose result says nothing. Only for the engine's thread. */
    private static void track(ScriptCall call) {
        try (call) {
            call.runTracked();
        }
    }
}
