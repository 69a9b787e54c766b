package upft.bench.train;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import upft.recipe.TrainingExample;

/**
 * What is trained, and on what: reference solutions, of which the first batch is there to warm up.
 *
 * @param id a letter to name it by
 * @param use what the responses are
 * @param examples that the clock sees
 * @param mostTokens of a response; what is longer is cut
 * @param trained what is learned
 * @param goal how many times as fast as the rival ours is to be; empty if no goal is set
 */
record Workload(String id, String use, int examples, int mostTokens, Trained trained, OptionalDouble goal) {
    private static final int EXAMPLES = 64;
    private static final int MOST_A_BATCH = 8;

    /** What is learned, and how fast. */
    enum Trained {
        /** All parameters. */
        ALL(1e-5),
        /** An adapter of rank 16 on all projections of the layers. */
        ADAPTER(1e-4);

        private final double learningRate;

        Trained(double learningRate) {
            this.learningRate = learningRate;
        }

        double learningRate() {
            return learningRate;
        }
    }

    /** All of them. */
    static final List<Workload> ALL = List.of(
            new Workload("a", "full solutions", EXAMPLES, Integer.MAX_VALUE, Trained.ALL, OptionalDouble.of(2.2)),
            new Workload("b", "first 32 tokens", EXAMPLES, 32, Trained.ALL, OptionalDouble.of(2.2)),
            new Workload(
                    "c",
                    "full solutions, LoRA of rank 16",
                    EXAMPLES,
                    Integer.MAX_VALUE,
                    Trained.ADAPTER,
                    OptionalDouble.of(2.5)));

    /** Examples a step. */
    int batch() {
        return Math.min(MOST_A_BATCH, examples);
    }

    /** Examples in all, those of the step before the clock runs among them. */
    int allExamples() {
        return examples + batch();
    }

    /** The largest workload that so many questions are enough for, in examples that the clock sees; 0 if none is. */
    static int largestOf(int questions) {
        return Math.max(questions - MOST_A_BATCH, Math.min(questions / 2, MOST_A_BATCH));
    }

    /** A smaller one of the same kind, for trying things out: the goals are not for it. */
    Workload shrunkTo(int most) {
        return most >= examples ? this : new Workload(id, use, most, mostTokens, trained, OptionalDouble.empty());
    }

    /** An example as this workload has it. */
    TrainingExample cut(TrainingExample whole) {
        int[] ids = whole.responseIds();
        return ids.length <= mostTokens
                ? whole
                : new TrainingExample(
                        whole.problemId(),
                        TrainingExample.Kind.PREFIX,
                        whole.promptIds(),
                        Arrays.copyOf(ids, mostTokens));
    }

    String title() {
        return "(" + id + ") " + use + ": " + examples + " examples, batches of " + batch();
    }
}
