package upft.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys and values of rows under decoding, with the newest token of each. Rows come and go while others go on.
 *
 * <p>Rows are padded at their start, so that the next token of all of them goes to the same column and is written in
 * place; the padding is masked, and a row's positions count from its own first token. A row that comes in later is put
 * before the same column. Columns are added as they are needed, and those in which all rows have padding are given back.
 */
public final class KeyValueCache implements AutoCloseable {
    /** Tokens of the prompts that are put through the layers together: bounds the memory that this takes. */
    private static final int TOKENS_A_PREFILL = 2048;

    /** Columns are added by the half of what there are, and by no fewer than this, so that copies stay rare. */
    private static final int LEAST_GROWTH = 64;

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final DecoderModule module;
    private final TokenChoice choice;
    private final int[] beginning;
    private final IValue state;
    private final Cleaner.Cleanable release;
    private final Outgrowing outgrowing;

    /** Padding of each row there is room for. */
    private final int[] padding;

    private int rows;
    private int column;
    private int capacity;

    /**
     * An empty cache.
     *
     * @param choice how tokens are chosen
     * @param beginning tokens that all prompts will begin with, put through the layers once; may be empty
     * @param room the most rows that it will hold at a time
     * @param columns to make room for at first
     */
    public KeyValueCache(DecoderModule module, TokenChoice choice, int[] beginning, int room, int columns) {
        if (room < 1 || columns < 1) {
            throw new IllegalArgumentException("room for " + room + " rows and " + columns + " columns");
        }
        if (beginning.length > 0) {
            module.requireIds(beginning);
        }
        int vocabulary = module.shape().vocabulary();
        if (choice.tokens() > vocabulary) {
            throw new IllegalArgumentException(choice.tokens() + " tokens, but the vocabulary has " + vocabulary);
        }
        module.pack();
        this.module = module;
        this.choice = choice;
        this.beginning = beginning.clone();
        this.outgrowing = new Outgrowing(module.shape().rotary());
        this.padding = new int[room];
        this.capacity = columns;
        Engine engine = module.engine();
        this.state = engine.call(() -> {
            try (ScriptCall call = module.script().method("open_cache")) {
                return call.integer(room)
                        .integer(columns)
                        .integer(choice.looksBack() ? vocabulary : 0)
                        .integers(beginning)
                        .run();
            }
        });
        IValue held = state;
        this.release = FORGOTTEN.register(this, () -> engine.free(held::close));
    }

    public int rows() {
        return rows;
    }

    /** Tokens of one row that are in the cache or next to be put there, prompt included. */
    public int length(int row) {
        return column - padding[row] + 1;
    }

    /**
     * Adds rows behind those that are there.
     *
     * @param prompts each begins with the cache's beginning and, where there is one, has two tokens more at least
     * @param copies how many rows each prompt is for; it is computed once
     */
    public void admit(List<int[]> prompts, int[] copies) {
        requirePrompts(prompts, copies);
        makeRoom(prompts.stream().mapToInt(prompt -> prompt.length - 1).max().orElseThrow());
        for (int from = 0; from < prompts.size(); ) {
            int to = from + together(prompts.subList(from, prompts.size()));
            List<int[]> some = prompts.subList(from, to);
            int[] someCopies = Arrays.copyOfRange(copies, from, to);
            module.engine().call(() -> place(some, someCopies));
            from = to;
        }
    }

    /**
     * Samples the next {@code steps} tokens of every row.
     *
     * @param uniforms [rows * steps], row-major, each in [0, 1)
     */
    public Sampled next(int steps, float[] uniforms) {
        if (rows == 0 || steps < 1 || uniforms.length != rows * steps) {
            throw new IllegalArgumentException(
                    uniforms.length + " uniform numbers for " + rows + " rows of " + steps + " steps");
        }
        makeColumns(column + steps);
        Sampled all = Sampled.room(rows, steps);
        for (int done = 0; done < steps; ) {
            int some = Math.min(steps - done, outgrowing.stepsLeft());
            float[] numbers = new float[rows * some];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(uniforms, row * steps + done, numbers, row * some, some);
            }
            all.put(done, sample(some, numbers));
            done += some;
        }
        return all;
    }

    private Sampled sample(int steps, float[] uniforms) {
        Sampled result = module.engine().call(() -> {
            try (ScriptCall call = module.script().method("next")) {
                List<PtNDArray> out = call.value(state)
                        .integer(rows)
                        .integer(column)
                        .integer(steps)
                        .integer(choice.tokens())
                        .real(choice.repetitionPenalty())
                        .real(choice.temperature())
                        .integer(choice.topK())
                        .real(choice.topP())
                        .real(choice.minP())
                        .floats(uniforms, rows, steps)
                        .runForTensors();
                return new Sampled(
                        steps,
                        out.get(0).toLongArray(),
                        out.get(1).toFloatArray(),
                        out.get(2).toFloatArray());
            }
        });
        column += steps;
        outgrowing.sampled(result).forEach(this::reread);
        return result;
    }

    /**
     * What {@link #next} sampled, all [rows * steps], row-major.
     *
     * @param steps tokens a row
     * @param logProbs under the plain model
     * @param samplingLogProbs in the distribution that the tokens were drawn from; 0 where the temperature is
     */
    public record Sampled(int steps, long[] ids, float[] logProbs, float[] samplingLogProbs) {
        private static Sampled room(int rows, int steps) {
            int tokens = rows * steps;
            return new Sampled(steps, new long[tokens], new float[tokens], new float[tokens]);
        }

        /** Puts steps that were sampled apart into their place among all. */
        private void put(int step, Sampled part) {
            for (int row = 0; row < part.ids.length / part.steps; row++) {
                int from = row * part.steps;
                int to = row * steps + step;
                System.arraycopy(part.ids, from, ids, to, part.steps);
                System.arraycopy(part.logProbs, from, logProbs, to, part.steps);
                System.arraycopy(part.samplingLogProbs, from, samplingLogProbs, to, part.steps);
            }
        }
    }

    /**
     * Keeps these rows, in this order. Cheap where most of them keep their place: only rows that change it are copied.
     *
     * @param kept may be empty
     */
    public void keep(int[] kept) {
        for (int row : kept) {
            if (row < 0 || row >= rows) {
                throw new IllegalArgumentException("row " + row + " of " + rows);
            }
        }
        if (kept.length > rows) {
            throw new IllegalArgumentException(kept.length + " rows of " + rows + " are to be kept");
        }
        int[] targets =
                IntStream.range(0, kept.length).filter(i -> kept[i] != i).toArray();
        int[] sources = Arrays.stream(targets).map(i -> kept[i]).toArray();
        if (targets.length > 0) {
            module.engine().call(() -> {
                try (ScriptCall call = module.script().method("move")) {
                    return call.value(state)
                            .integers(sources)
                            .integers(targets)
                            .integer(column)
                            .run(IValue::toLong);
                }
            });
        }
        int[] moved = Arrays.stream(kept).map(row -> padding[row]).toArray();
        System.arraycopy(moved, 0, padding, 0, moved.length);
        outgrowing.keep(kept);
        rows = kept.length;
        column = rows == 0 ? 0 : column;
    }

    /** Frees the cache behind the calls under way; does not wait for that. */
    @Override
    public void close() {
        release.clean();
    }

    private void requirePrompts(List<int[]> prompts, int[] copies) {
        if (prompts.isEmpty()
                || prompts.size() != copies.length
                || Arrays.stream(copies).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(prompts.size() + " prompts, copies " + Arrays.toString(copies));
        }
        if (rows + Arrays.stream(copies).sum() > padding.length) {
            throw new IllegalArgumentException(
                    rows + " rows and " + Arrays.stream(copies).sum() + " more, but room for " + padding.length);
        }
        for (int[] prompt : prompts) {
            module.requireIds(prompt);
            // Decoding begins at a prompt's last token, and a row must have one of its own before that to be computed.
            int own = prompt.length - beginning.length;
            if (own < (beginning.length == 0 ? 1 : 2)
                    || !Arrays.equals(prompt, 0, beginning.length, beginning, 0, beginning.length)) {
                throw new IllegalArgumentException("a prompt of " + prompt.length
                        + " tokens does not go on from the beginning of " + beginning.length + " tokens");
            }
        }
    }

    /** How many of the prompts go through the layers together. */
    private int together(List<int[]> prompts) {
        int tokens = prompts.get(0).length;
        int count = 1;
        while (count < prompts.size()
                && tokens + prompts.get(count).length <= TOKENS_A_PREFILL
                && shared(prompts.get(count)) == shared(prompts.get(0))) {
            tokens += prompts.get(count++).length;
        }
        return count;
    }

    /** How much of the beginning a prompt shares: nothing if so long that it is turned by other frequencies. */
    private int shared(int[] prompt) {
        int trained = module.shape().rotary().trainedLength();
        return trained > 0 && prompt.length > trained ? 0 : beginning.length;
    }

    /** Sees to it that a row of so many tokens can end at the present column. */
    private void makeRoom(int width) {
        int shift = Math.max(0, width - column);
        if (column + shift > capacity || shift > 0 && rows > 0) {
            relocate(shift, enough(column + shift));
        } else {
            column += shift;
        }
    }

    /** Sees to it that there are so many columns, if need be by giving back those where every row has padding. */
    private void makeColumns(int needed) {
        if (needed <= capacity) {
            return;
        }
        int spare = Arrays.stream(padding, 0, rows).min().orElseThrow();
        if (spare >= LEAST_GROWTH) {
            relocate(-spare, Math.max(capacity, enough(needed - spare)));
        } else {
            relocate(0, enough(needed));
        }
    }

    private int enough(int columns) {
        return columns <= capacity ? capacity : Math.max(columns, capacity + Math.max(LEAST_GROWTH, capacity / 2));
    }

    private void relocate(int shift, int columns) {
        module.engine().call(() -> {
            try (ScriptCall call = module.script().method("relocate")) {
                return call.value(state)
                        .integer(rows)
                        .integer(column)
                        .integer(shift)
                        .integer(columns)
                        .run(IValue::toLong);
            }
        });
        for (int row = 0; row < rows; row++) {
            padding[row] += shift;
        }
        column += shift;
        capacity = columns;
    }

    /** Only for the engine's thread. */
    private Void place(List<int[]> prompts, int[] copies) {
        int first = rows;
        int[] newest = new int[Arrays.stream(copies).sum()];
        for (int i = 0, row = 0; i < copies.length; i++) {
            int[] prompt = prompts.get(i);
            for (int copy = 0; copy < copies[i]; copy++, row++) {
                newest[row] = prompt[prompt.length - 1];
                padding[first + row] = column - prompt.length + 1;
            }
            outgrowing.admit(prompt, copies[i]);
        }
        int[] theirs = Arrays.copyOfRange(padding, first, first + newest.length);
        try (ScriptCall call = module.script().method("place")) {
            call.value(state).integer(first).integers(theirs).integers(newest).run(IValue::toLong);
        }
        if (choice.looksBack()) {
            note(first, prompts, copies);
        }
        PromptRows packed = PromptRows.of(prompts, shared(prompts.get(0)));
        if (!packed.isEmpty()) {
            prefill(first, packed, copies);
        }
        rows += newest.length;
        return null;
    }

    /** Computes anew what a row has in the cache. */
    private void reread(int row, int[] tokens) {
        module.engine().call(() -> {
            prefill(row, PromptRows.of(List.of(tokens), 0), new int[] {1});
            return null;
        });
    }

    private void note(int first, List<int[]> prompts, int[] copies) {
        List<int[]> rows = IntStream.range(0, copies.length)
                .boxed()
                .flatMap(i -> Collections.nCopies(copies[i], prompts.get(i)).stream())
                .toList();
        int[] ids = rows.stream().flatMapToInt(IntStream::of).toArray();
        int[] owners = IntStream.range(0, rows.size())
                .flatMap(row -> IntStream.of(rows.get(row)).map(id -> first + row))
                .toArray();
        try (ScriptCall call = module.script().method("note")) {
            call.value(state)
                    .integer(first)
                    .integer(rows.size())
                    .integers(owners)
                    .integers(ids)
                    .run(IValue::toLong);
        }
    }

    private void prefill(int first, PromptRows prompts, int[] copies) {
        PackedRows own = prompts.own();
        try (ScriptCall call = module.script().method("prefill")) {
            call.value(state)
                    .integer(first)
                    .integer(column)
                    .integers(own.ids())
                    .integers(own.places())
                    .integers(own.lengths())
                    .integers(own.unpacking())
                    .integers(own.packing())
                    .integers(prompts.behind())
                    .integers(prompts.columns())
                    .integers(copies)
                    .run(IValue::toLong);
        }
    }
}
