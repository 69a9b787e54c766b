package upft.engine;

import ai.djl.pytorch.jni.IValue;
import java.util.function.UnaryOperator;

/** The pages of a key/value cache in native memory. */
final class CachePages implements CacheGrid.Pages {
    private final DecoderModule module;
    private final IValue cache;
    private final int columns;

    /** @param columns of a page */
    CachePages(DecoderModule module, IValue cache, int columns) {
        this.module = module;
        this.cache = cache;
        this.columns = columns;
    }

    @Override
    public void insert(int at, int rows, int zeros) {
        run(
                "insert_page",
                call -> call.integer(at).integer(rows).integer(columns).integer(zeros));
    }

    @Override
    public void resize(int page, int rows) {
        run("resize_page", call -> call.integer(page).integer(rows));
    }

    @Override
    public void removeFirst() {
        run("remove_page", call -> call);
    }

    @Override
    public void move(int page, int[] sources, int[] targets, int used) {
        run(
                "move_in_page",
                call -> call.integer(page).integers(sources).integers(targets).integer(used));
    }

    private void run(String method, UnaryOperator<ScriptCall> arguments) {
        module.engine().call(() -> {
            try (ScriptCall call = module.script().method(method)) {
                return arguments.apply(call.value(cache)).run(IValue::toLong);
            }
        });
    }
}
