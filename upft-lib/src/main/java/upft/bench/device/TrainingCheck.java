package upft.bench.device;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import upft.model.LanguageModel;
import upft.model.OptimizerSettings;
import upft.model.TrainingRow;
import upft.model.TrainingRun;

/** Ten training steps on the same rows: the gradient of the first, all losses, and the logits of what comes out. */
final class TrainingCheck {
    private static final int STEPS = 10;
    private static final double RATE = 1e-4;
    private static final int RESPONSE = 32;

    /** The embedding: all of the model's derivatives end there. */
    private static final String PARAMETER = "model.embed_tokens.weight";

    /** AdamW divides a gradient by its own size: where it is all but zero, rounding decides which way a step goes. */
    private static final double TRAINED_LIMIT = 1e-2;

    private static final double LIMIT = 1e-3;

    private final LanguageModel reference;
    private final LanguageModel candidate;
    private final List<int[]> prompts;
    private final List<TrainingRow> rows;

    TrainingCheck(LanguageModel reference, LanguageModel candidate, List<int[]> prompts, long seed) {
        this.reference = reference;
        this.candidate = candidate;
        this.prompts = prompts;
        Random random = new Random(seed);
        int tokens = reference.tokenizer().vocabularySize();
        this.rows = prompts.stream().map(prompt -> row(prompt, random, tokens)).toList();
    }

    /** Any tokens will do as a response: what is compared is arithmetic. */
    private TrainingRow row(int[] prompt, Random random, int tokens) {
        int length = Math.min(prompt.length + RESPONSE, reference.contextLength());
        int[] ids = IntStream.concat(IntStream.of(prompt), random.ints(RESPONSE, 0, tokens))
                .limit(length)
                .toArray();
        float[] weights = new float[length];
        Arrays.fill(weights, prompt.length, length, 1f / (prompts.size() * (length - prompt.length)));
        return new TrainingRow(ids, weights);
    }

    List<Comparison> run() {
        Timed<Trained> expected = Timed.of(() -> train(reference));
        Timed<Trained> found = Timed.of(() -> train(candidate));
        try (LanguageModel expectedModel = expected.value().model();
                LanguageModel foundModel = found.value().model()) {
            return List.of(
                    comparison(
                            "gradient of a training step",
                            distance(expected.value().gradient(), found.value().gradient()),
                            expected,
                            found),
                    comparison(
                            "losses of " + STEPS + " training steps",
                            distance(expected.value().losses(), found.value().losses()),
                            expected,
                            found),
                    LogitsCheck.of("logits after training", expectedModel, foundModel, prompts, TRAINED_LIMIT));
        }
    }

    private Comparison comparison(String name, double distance, Timed<Trained> expected, Timed<Trained> found) {
        int tokens = STEPS * rows.stream().mapToInt(row -> row.ids().length).sum();
        return new Comparison(
                name + ", relative", distance, LIMIT, "tokens/s", expected.rate(tokens), found.rate(tokens), "");
    }

    private record Trained(double[] gradient, double[] losses, LanguageModel model) {}

    private Trained train(LanguageModel model) {
        try (TrainingRun run = model.beginTraining(OptimizerSettings.PAPER)) {
            double[] losses = new double[STEPS];
            double[] gradient = new double[0];
            for (int step = 0; step < STEPS; step++) {
                losses[step] = run.accumulate(rows);
                if (step == 0) {
                    float[] first = run.gradient(PARAMETER);
                    gradient = IntStream.range(0, first.length)
                            .mapToDouble(i -> first[i])
                            .toArray();
                }
                run.apply(RATE);
            }
            return new Trained(gradient, losses, run.snapshot(model.name()));
        }
    }

    /** The length of the difference as a share of the expected one's own. */
    private static double distance(double[] expected, double[] found) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(expected[i] - found[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / length);
    }
}
