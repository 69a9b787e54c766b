package upft.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys and values of a batch of rows under decoding, with the newest token of each.
 *
 * <p>Rows are padded at their start, so that the next token of all of them goes to the same column and is written in
 * place; the padding is masked, and a row's positions count from its own first token. Columns are added as they are
 * needed.
 */
public final class KeyValueCache implements AutoCloseable {
    /** Tokens of the prompts that are put through the layers together: bounds the memory that this takes. */
    private static final int TOKENS_A_PREFILL = 2048;

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final DecoderModule module;
    private final IValue state;
    private final Cleaner.Cleanable release;
    private int rows;
    private int column;
    private boolean sampled;

    /**
     * Puts prompts into a fresh cache; a prompt that equals the one before it is computed once.
     *
     * @param room columns to make room for at first, beyond the longest prompt
     */
    public KeyValueCache(DecoderModule module, List<int[]> prompts, int room) {
        prompts.forEach(module::requireIds);
        module.pack();
        this.module = module;
        this.rows = prompts.size();
        this.column = prompts.stream().mapToInt(p -> p.length).max().orElseThrow();
        Engine engine = module.engine();
        this.state = open(room, prompts);
        IValue held = state;
        this.release = FORGOTTEN.register(this, () -> engine.free(held::close));
        try {
            engine.call(() -> prefill(prompts));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public int rows() {
        return rows;
    }

    /**
     * Samples the next {@code steps} tokens of every row.
     *
     * @param uniforms [rows * steps], row-major, each in [0, 1)
     * @return ids and log-probabilities
     */
    public Sampled next(int steps, double temperature, int topK, double topP, float[] uniforms) {
        if (steps < 1 || uniforms.length != rows * steps) {
            throw new IllegalArgumentException(
                    uniforms.length + " uniform numbers for " + rows + " rows of " + steps + " steps");
        }
        Sampled result = module.engine().call(() -> {
            try (ScriptCall call = module.script().method("next")) {
                List<PtNDArray> out = call.value(state)
                        .integer(column)
                        .truth(!sampled)
                        .integer(steps)
                        .real(temperature)
                        .integer(topK)
                        .real(topP)
                        .floats(uniforms, rows, steps)
                        .runForTensors();
                return new Sampled(steps, out.get(0).toLongArray(), out.get(1).toFloatArray());
            }
        });
        column += sampled ? steps : steps - 1;
        sampled = true;
        return result;
    }

    /**
     * What {@link #next} sampled, both [rows * steps], row-major.
     *
     * @param steps tokens a row
     */
    public record Sampled(int steps, long[] ids, float[] logProbs) {}

    /** Keeps these rows, in this order. */
    public void keep(int[] kept) {
        for (int row : kept) {
            if (row < 0 || row >= rows) {
                throw new IllegalArgumentException("row " + row + " of " + rows);
            }
        }
        if (kept.length == 0) {
            throw new IllegalArgumentException("no row is kept: close the cache instead");
        }
        column -= module.engine().call(() -> {
            try (ScriptCall call = module.script().method("keep")) {
                return call.value(state).integers(kept).integer(column).run(dropped -> (int) dropped.toLong());
            }
        });
        rows = kept.length;
    }

    /** Frees the cache behind the calls under way; does not wait for that. */
    @Override
    public void close() {
        release.clean();
    }

    private IValue open(int room, List<int[]> prompts) {
        long[] padding = prompts.stream().mapToLong(p -> column - p.length).toArray();
        return module.engine().call(() -> {
            try (ScriptCall call = module.script().method("open_cache")) {
                return call.integers(padding).integer(column + room).run();
            }
        });
    }

    private Void prefill(List<int[]> prompts) {
        int row = 0;
        for (Run piece : pieces(prompts)) {
            prefill(row, piece);
            row += Arrays.stream(piece.copies()).sum();
        }
        return null;
    }

    /** Prompts that go through the layers together, each for as many rows as {@code copies} says. */
    private record Run(List<int[]> prompts, int[] copies) {}

    private static List<Run> pieces(List<int[]> prompts) {
        List<Run> pieces = new ArrayList<>();
        List<int[]> distinct = new ArrayList<>();
        List<Integer> copies = new ArrayList<>();
        int tokens = 0;
        for (int[] prompt : prompts) {
            int last = distinct.size() - 1;
            if (last >= 0 && Arrays.equals(distinct.get(last), prompt)) {
                copies.set(last, copies.get(last) + 1);
                continue;
            }
            if (last >= 0 && tokens + prompt.length > TOKENS_A_PREFILL) {
                pieces.add(run(distinct, copies));
                distinct.clear();
                copies.clear();
                tokens = 0;
            }
            distinct.add(prompt);
            copies.add(1);
            tokens += prompt.length;
        }
        pieces.add(run(distinct, copies));
        return pieces;
    }

    private static Run run(List<int[]> prompts, List<Integer> copies) {
        return new Run(
                List.copyOf(prompts),
                copies.stream().mapToInt(Integer::intValue).toArray());
    }

    private void prefill(int firstRow, Run piece) {
        PackedRows packed = PackedRows.of(piece.prompts());
        int[] lasts = new int[packed.rows()];
        int end = 0;
        for (int i = 0; i < lasts.length; i++) {
            end += piece.prompts().get(i).length;
            lasts[i] = end - 1;
        }
        try (ScriptCall call = module.script().method("prefill")) {
            call.value(state)
                    .integer(firstRow)
                    .integer(column)
                    .integers(packed.ids())
                    .integers(packed.places())
                    .integers(packed.unpacking())
                    .integers(packed.packing())
                    .integers(packed.columns())
                    .integers(lasts)
                    .integers(piece.copies())
                    .run(IValue::toLong);
        }
    }
}
