package upft.engine;

import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.stream.IntStream;

/** Puts prompts through the layers and what they leave into a key/value cache. */
final class Prefill {
    /** Tokens of the prompts that are put through the layers together at most: bounds the memory that this takes. */
    private static final int MOST_TOKENS = 2048;

    /**
     * Floating-point operations of these: half a second on two cores of a common machine. More would be no faster, and an
     * interrupt would wait for it.
     */
    private static final double OPERATIONS = 1e11;

    /** Fewer tokens would leave much of a processor idle. */
    private static final int LEAST_TOKENS = 64;

    /** In place of a column, says that prompts are for several rows. */
    private static final int SHARED = -1;

    private final DecoderModule module;
    private final IValue cache;
    private final int shared;

    /** @param shared how many tokens all prompts begin with that are in the cache already */
    Prefill(DecoderModule module, IValue cache, int shared) {
        this.module = module;
        this.cache = cache;
        this.shared = shared;
    }

    /** How many of the first prompts go through the layers together. */
    int together(List<int[]> prompts) {
        double timely = OPERATIONS / (2.0 * module.layout().parameters());
        double most = Math.min(MOST_TOKENS, Math.max(LEAST_TOKENS, timely));
        int tokens = prompts.get(0).length;
        int count = 1;
        while (count < prompts.size() && tokens + prompts.get(count).length <= most) {
            tokens += prompts.get(count++).length;
        }
        return count;
    }

    /** Gives rows from {@code first} on their newest tokens, the last ones of their prompts. */
    void place(int first, int column, List<int[]> prompts) {
        int[] newest =
                prompts.stream().mapToInt(prompt -> prompt[prompt.length - 1]).toArray();
        module.change(
                cache, "place", call -> call.integer(first).integer(column).integers(newest));
    }

    /** Notes which tokens rows from {@code first} on have had. */
    void note(int first, List<int[]> prompts) {
        int[] ids = prompts.stream().flatMapToInt(IntStream::of).toArray();
        int[] owners = IntStream.range(0, prompts.size())
                .flatMap(row -> IntStream.of(prompts.get(row)).map(id -> first + row))
                .toArray();
        module.change(cache, "note", call -> call.integer(first)
                .integer(prompts.size())
                .integers(owners)
                .integers(ids));
    }

    /** Computes prompts for rows that end at a column, each for as many as there are to be copies; anew, where they had outgrown it. */
    void forRows(int first, int column, List<int[]> prompts, int[] copies) {
        compute(first, column, prompts, copies);
    }

    /** Computes prompts that several rows share. */
    void forSharing(int first, List<int[]> prompts) {
        compute(first, SHARED, prompts, prompts.stream().mapToInt(prompt -> 1).toArray());
    }

    private void compute(int first, int column, List<int[]> prompts, int[] copies) {
        PromptRows rows = PromptRows.of(prompts, shared);
        if (rows.isEmpty()) {
            return;
        }
        PackedRows own = rows.own();
        module.change(cache, "prefill", call -> call.integer(first)
                .integer(column)
                .integers(own.ids())
                .integers(own.places())
                .integers(own.lengths())
                .integers(own.unpacking())
                .integers(own.packing())
                .integers(rows.behind())
                .integers(rows.columns())
                .integers(copies));
    }
}
