package upft.engine;

import ai.djl.pytorch.jni.IValue;

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
        module.change(
                cache,
                "insert_page",
                call -> call.integer(at).integer(rows).integer(columns).integer(zeros));
    }

    @Override
    public void resize(int page, int rows) {
        module.change(cache, "resize_page", call -> call.integer(page).integer(rows));
    }

    @Override
    public void removeFirst() {
        module.change(cache, "remove_page", call -> call);
    }

    @Override
    public void move(int page, int[] sources, int[] targets, int used) {
        module.change(
                cache,
                "move_in_page",
                call -> call.integer(page).integers(sources).integers(targets).integer(used));
    }
}
