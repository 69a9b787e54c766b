package upft.bench.device;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;

/**
 * Cached decoding from the same random numbers. Until a row's first difference its log-probabilities are compared. There
 * the two may differ by rounding only: taken greedily, by how much the reference prefers its own token; sampled, by how far
 * the random number is from the share of the other one. After it a row has another past, and is not looked at.
 */
final class SamplingCheck {
    /** Rounding that moves a logit by 1e-4 moves neither a gap nor, at usual temperatures, a share by more. */
    private static final double LIMIT = 1e-3;

    private static final int STEPS = 64;

    private final LanguageModel reference;
    private final LanguageModel candidate;
    private final List<int[]> prompts;
    private final DecodingSettings settings;
    private final int steps;
    private final float[] uniforms;

    SamplingCheck(
            LanguageModel reference,
            LanguageModel candidate,
            List<int[]> prompts,
            DecodingSettings settings,
            long seed) {
        this.reference = reference;
        this.candidate = candidate;
        this.prompts = prompts;
        this.settings = settings;
        int longest = prompts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        this.steps = Math.min(STEPS, reference.contextLength() - longest - 1);
        Random random = new Random(seed);
        this.uniforms = new float[prompts.size() * steps];
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = random.nextFloat();
        }
    }

    Comparison run() {
        decode(candidate);
        Timed<Decoding.Chunk> expected = Timed.of(() -> decode(reference));
        Timed<Decoding.Chunk> found = Timed.of(() -> decode(candidate));
        double largest = 0;
        int parted = 0;
        for (int row = 0; row < prompts.size(); row++) {
            int same = mismatch(expected.value().ids()[row], found.value().ids()[row]);
            largest = LogitsCheck.larger(largest, logProbs(expected.value(), found.value(), row, same));
            if (same < steps) {
                parted++;
                largest = LogitsCheck.larger(
                        largest,
                        gap(
                                row,
                                same,
                                expected.value().ids()[row],
                                found.value().ids()[row][same]));
            }
        }
        int tokens = prompts.size() * steps;
        return new Comparison(
                settings + ", " + prompts.size() + " rows",
                largest,
                LIMIT,
                "tokens/s",
                expected.rate(tokens),
                found.rate(tokens),
                parted == 0 ? "" : parted + " rows part, where two tokens are nearly as likely");
    }

    private Decoding.Chunk decode(LanguageModel model) {
        try (Decoding decoding = model.decode(prompts, settings)) {
            return decoding.next(steps, uniforms);
        }
    }

    private static int mismatch(int[] a, int[] b) {
        int at = Arrays.mismatch(a, b);
        return at < 0 ? a.length : at;
    }

    private static double logProbs(Decoding.Chunk expected, Decoding.Chunk found, int row, int tokens) {
        double largest = 0;
        for (int i = 0; i < tokens; i++) {
            largest = LogitsCheck.larger(
                    largest, Math.abs((double) expected.logProbs()[row][i] - found.logProbs()[row][i]));
        }
        return largest;
    }

    /** How far the reference is from the other token too, where a row parts. */
    private double gap(int row, int at, int[] ids, int other) {
        int[] past = IntStream.concat(
                        IntStream.of(prompts.get(row)), IntStream.of(ids).limit(at))
                .toArray();
        float[] logits = reference.logits(past)[past.length - 1];
        if (settings.temperature() == 0) {
            return (double) logits[ids[at]] - logits[other];
        }
        double[] ends = shares(logits);
        double u = uniforms[row * steps + at];
        double start = other == 0 ? 0 : ends[other - 1];
        return Math.max(0, Math.max(start - u, u - ends[other]));
    }

    /** Where the share of each token ends in [0, 1]. */
    private double[] shares(float[] logits) {
        int tokens = reference.tokenizer().vocabularySize();
        double[] ends = new double[tokens];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tokens; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double mass = 0;
        for (int i = 0; i < tokens; i++) {
            mass += Math.exp((logits[i] - largest) / settings.temperature());
            ends[i] = mass;
        }
        for (int i = 0; i < tokens; i++) {
            ends[i] /= mass;
        }
        return ends;
    }
}
