package upft.bench.train;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import upft.recipe.TrainingExample;

/**
 * The examples of a workload, and how one epoch goes through them.
 *
 * @param examples in the order that ours is given them
 * @param batches indexes of the examples of each step; the first is the one before the clock runs
 */
record Lesson(List<TrainingExample> examples, List<List<Integer>> batches) {
    /** The examples that the clock sees, in the order of the steps. */
    List<TrainingExample> timed() {
        return batches.stream().skip(1).flatMap(List::stream).map(examples::get).toList();
    }

    /** Tokens of the responses that the clock sees. */
    int timedTokens() {
        return timed().stream()
                .mapToInt(example -> example.responseIds().length)
                .sum();
    }

    /** Steps that the clock sees. */
    int timedSteps() {
        return batches.size() - 1;
    }

    /** Mean tokens of prompt and response, and those of the response. */
    String sizes() {
        double all = mean(timed().stream().mapToInt(TrainingExample::length));
        double responses = mean(timed().stream().mapToInt(example -> example.responseIds().length));
        return String.format(
                Locale.ROOT, "%.1f tokens an example in the mean, %.1f of them in the loss", all, responses);
    }

    private static double mean(IntStream values) {
        return values.average().orElse(0);
    }
}
