package upft.engine;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A script module in libtorch, with the tensors that it holds. {@link #close} gives them back; a module that was
 * forgotten is closed when the garbage collector finds it.
 */
final class ScriptModule implements AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final Engine engine;
    private final PtSymbolBlock block;
    private final Map<String, Signature> signatures;
    private final Map<String, Integer> sizes;
    private final Cleaner.Cleanable release;

    private ScriptModule(Engine engine, Script script, PtSymbolBlock block) {
        this.engine = engine;
        this.block = block;
        this.signatures = Signature.of(script.source());
        this.sizes = script.attributes().entrySet().stream()
                .filter(attribute -> attribute.getValue() instanceof Integer)
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> (Integer) attribute.getValue()));
        this.release = FORGOTTEN.register(
                this,
                () -> engine.free(() -> {
                    block.close();
                    engine.trimMemory();
                }));
    }

    static ScriptModule load(Engine engine, Script script) {
        PtSymbolBlock block = engine.call(() -> {
            try (ByteArrayInputStream in = new ByteArrayInputStream(script.archive())) {
                return JniUtils.loadModule(engine.manager(), in, false, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new ScriptModule(engine, script, block);
    }

    Engine engine() {
        return engine;
    }

    /** What the methods that Java calls take, by name. */
    Map<String, Signature> signatures() {
        return signatures;
    }

    /** A call of one method, to be given its arguments, run on the engine's thread, and closed. */
    ScriptCall method(String name) {
        Signature signature = signatures.get(name);
        if (signature == null) {
            throw new IllegalArgumentException("the script does not say what Java gives its method " + name);
        }
        return new ScriptCall(engine.manager(), block, name, arguments -> signature.check(arguments, sizes));
    }

    /** Frees the module behind the calls under way; does not wait for that. */
    @Override
    public void close() {
        release.clean();
    }
}
