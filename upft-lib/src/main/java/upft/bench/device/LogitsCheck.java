package upft.bench.device;

import java.util.List;
import upft.model.LanguageModel;

/** The logits after every token of some prompts. */
final class LogitsCheck {
    private LogitsCheck() {}

    static Comparison of(
            String name, LanguageModel reference, LanguageModel candidate, List<int[]> prompts, double limit) {
        Timed<List<float[][]>> expected = Timed.of(() -> all(reference, prompts));
        Timed<List<float[][]>> found = Timed.of(() -> all(candidate, prompts));
        double largest = 0;
        for (int i = 0; i < prompts.size(); i++) {
            for (int token = 0; token < prompts.get(i).length; token++) {
                float[] a = expected.value().get(i)[token];
                float[] b = found.value().get(i)[token];
                largest = larger(largest, difference(a, b));
            }
        }
        int tokens = prompts.stream().mapToInt(ids -> ids.length).sum();
        return new Comparison(
                name + ", " + prompts.size() + " prompts",
                largest,
                limit,
                "tokens/s",
                expected.rate(tokens),
                found.rate(tokens),
                "");
    }

    private static List<float[][]> all(LanguageModel model, List<int[]> prompts) {
        return prompts.stream().map(model::logits).toList();
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = larger(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    /** What is not a number is larger than any. */
    static double larger(double a, double b) {
        return Math.max(a, b);
    }
}
