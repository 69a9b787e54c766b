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
 * <p>What all prompts begin with is there once, and so is a prompt that several rows have. Of the rest, {@link CacheGrid} says where it stands, {@link CachePages} holds
 * it, and a row's positions count from its own first token.
 */
public final class KeyValueCache implements AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final DecoderModule module;
    private final TokenChoice choice;
    private final int[] beginning;
    private final CacheGrid grid;
    private final IValue state;
    private final Cleaner.Cleanable release;
    private final Outgrowing outgrowing;
    private final SharedPrompts prompts = new SharedPrompts();
    private final Prefill prefill;

    /**
     * An empty cache.
     *
     * @param choice how tokens are chosen
     * @param beginning tokens that all prompts will begin with; may be empty
     */
    public KeyValueCache(DecoderModule module, TokenChoice choice, int[] beginning, CacheRoom room) {
        if (beginning.length > 0) {
            module.requireIds(beginning);
        }
        DecoderShape shape = module.shape();
        if (choice.tokens() > shape.vocabulary()) {
            throw new IllegalArgumentException(
                    choice.tokens() + " tokens, but the vocabulary has " + shape.vocabulary());
        }
        module.pack();
        this.module = module;
        this.choice = choice;
        this.beginning = beginning.clone();
        this.outgrowing = new Outgrowing(shape.rotary());
        int noted = choice.looksBack() ? shape.vocabulary() : 0;
        int[] computed = Arrays.copyOf(beginning, shared());
        Engine engine = module.engine();
        this.state = engine.call(() -> {
            try (ScriptCall call = module.method("open_cache")) {
                return call.integer(room.rows())
                        .integer(noted)
                        .integers(computed)
                        .run();
            }
        });
        IValue held = state;
        this.release = FORGOTTEN.register(this, () -> engine.free(held::close));
        this.prefill = new Prefill(module, state, shared());
        this.grid = new CacheGrid(room, module.bytesACachedToken(), new CachePages(module, state, room.columnsAPage()));
    }

    /**
     * How many tokens all rows share. Where a row that becomes long is turned by other frequencies from its first token on,
     * it can share none.
     */
    private int shared() {
        return module.shape().rotary().trainedLength() > 0 ? 0 : beginning.length;
    }

    public int rows() {
        return grid.rows();
    }

    /** Tokens of one row that are in the cache or next to be put there, prompt included. */
    public int length(int row) {
        return shared() + prompts.length(row) + grid.length(row) + 1;
    }

    /**
     * Adds rows behind those that are there. Their prompts are put through the layers some at a time.
     *
     * @param asked prompts; each begins with the cache's beginning and, where there is one, has two tokens more at least
     * @param copies how many rows each prompt is for; it is computed once
     * @param beforeEachPiece may throw to end this early; the cache is then for closing only, or for {@link #keep} without
     *     the new rows
     * @throws upft.io.MemoryShortException if the rows do not fit; then nothing has changed
     */
    public void admit(List<int[]> asked, int[] copies, Runnable beforeEachPiece) {
        requirePrompts(asked, copies);
        int row = grid.rows();
        grid.admit(IntStream.range(0, copies.length)
                .flatMap(i -> IntStream.generate(() -> sharesPrompt(copies[i]) ? 0 : own(asked.get(i)))
                        .limit(copies[i]))
                .toArray());
        List<int[]> rows = IntStream.range(0, copies.length)
                .boxed()
                .flatMap(i -> Collections.nCopies(copies[i], asked.get(i)).stream())
                .toList();
        rows.forEach(outgrowing::admit);
        prefill.place(row, grid.column(), rows);
        if (choice.looksBack()) {
            prefill.note(row, rows);
        }
        compute(row, share(asked, copies), asked, copies, beforeEachPiece);
    }

    private void compute(int firstRow, int firstPrompt, List<int[]> asked, int[] copies, Runnable beforeEachPiece) {
        int row = firstRow;
        int prompt = firstPrompt;
        for (int from = 0; from < asked.size(); ) {
            beforeEachPiece.run();
            boolean shares = sharesPrompt(copies[from]);
            int end = from + 1;
            while (end < asked.size() && sharesPrompt(copies[end]) == shares) {
                end++;
            }
            int to = from + prefill.together(asked.subList(from, end));
            int[] some = Arrays.copyOfRange(copies, from, to);
            if (shares) {
                prefill.forSharing(prompt, asked.subList(from, to));
                prompt += some.length;
            } else {
                prefill.forRows(row, grid.column(), asked.subList(from, to), some);
            }
            row += Arrays.stream(some).sum();
            from = to;
        }
    }

    /** Whether rows of one prompt have it in the cache once. */
    private boolean sharesPrompt(int copies) {
        return copies > 1 && module.shape().rotary().trainedLength() == 0;
    }

    /** How many tokens of a prompt go into the cache for it alone. */
    private int own(int[] prompt) {
        return prompt.length - 1 - shared();
    }

    /** Makes room for prompts that several rows have; gives the number of the first of them. */
    private int share(List<int[]> asked, int[] copies) {
        int present = prompts.count();
        for (int i = 0; i < copies.length; i++) {
            if (sharesPrompt(copies[i])) {
                prompts.add(own(asked.get(i)), copies[i]);
            } else {
                prompts.addAlone(copies[i]);
            }
        }
        if (prompts.count() > present) {
            sharePrompts(IntStream.range(0, present).toArray(), prompts.count() - present);
        }
        return present;
    }

    private void sharePrompts(int[] kept, int more) {
        module.change(state, "share_prompts", call -> call.integers(kept)
                .integer(more)
                .integer(prompts.width()));
    }

    /**
     * Makes room for so many tokens more of every row, as {@link #next} does otherwise.
     *
     * @throws upft.io.MemoryShortException if they do not fit; the rows are as they were
     */
    public void reserve(int steps) {
        if (grid.rows() == 0 || steps < 1) {
            throw new IllegalArgumentException(steps + " steps of " + grid.rows() + " rows");
        }
        grid.extend(steps);
    }

    /**
     * Samples the next {@code steps} tokens of every row.
     *
     * @param uniforms [rows * steps], row-major, each in [0, 1)
     */
    public Sampled next(int steps, float[] uniforms) {
        reserve(steps);
        int rows = grid.rows();
        if (uniforms.length != rows * steps) {
            throw new IllegalArgumentException(
                    uniforms.length + " uniform numbers for " + rows + " rows of " + steps + " steps");
        }
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
            try (ScriptCall call = module.method("next")) {
                List<PtNDArray> out = call.value(state)
                        .integers(grid.starts())
                        .integers(origins())
                        .integers(prompts.slots())
                        .integers(prompts.seats())
                        .integers(prompts.lengths())
                        .integer(grid.column())
                        .integer(steps)
                        .integer(choice.tokens())
                        .real(choice.repetitionPenalty())
                        .real(choice.temperature())
                        .integer(choice.topK())
                        .real(choice.topP())
                        .real(choice.minP())
                        .floats(uniforms, grid.rows(), steps)
                        .runForTensors();
                return new Sampled(
                        steps,
                        out.get(0).toLongArray(),
                        out.get(1).toFloatArray(),
                        out.get(2).toFloatArray());
            }
        });
        grid.advance(steps);
        outgrowing
                .sampled(result)
                .forEach((row, tokens) -> prefill.forRows(row, grid.column(), List.of(tokens), new int[] {1}));
        return result;
    }

    /** Of each row, the column that its first token would have if it shared nothing. */
    private int[] origins() {
        return IntStream.range(0, grid.rows())
                .map(row -> grid.column() + 1 - length(row))
                .toArray();
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
        grid.keep(kept);
        outgrowing.keep(kept);
        int present = prompts.count();
        int[] left = prompts.keep(kept);
        if (left.length < present) {
            sharePrompts(left, 0);
        }
        int[] targets =
                IntStream.range(0, kept.length).filter(i -> kept[i] != i).toArray();
        if (targets.length > 0) {
            int[] sources = Arrays.stream(targets).map(i -> kept[i]).toArray();
            module.change(state, "move", call -> call.integers(sources).integers(targets));
        }
    }

    /** Frees the cache behind the calls under way; does not wait for that. */
    @Override
    public void close() {
        release.clean();
    }

    private void requirePrompts(List<int[]> asked, int[] copies) {
        if (asked.isEmpty()
                || asked.size() != copies.length
                || Arrays.stream(copies).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(asked.size() + " prompts, copies " + Arrays.toString(copies));
        }
        for (int[] prompt : asked) {
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
}
