package upft.sampling;

import java.util.Arrays;
import java.util.Optional;
import upft.data.Problem;
import upft.io.UserException;
import upft.model.TextTokenizer;
import upft.task.CounterRandom;

/** One trace being sampled. */
final class Row {
    private final Problem problem;
    private final int sample;
    private final int[] promptIds;
    private final int limit;
    private final Trace.End endAtLimit;
    private final CounterRandom random;
    private final int[] ids;
    private final float[] logProbs;
    private final float[] samplingLogProbs;
    private int length;
    private Optional<Trace.End> end = Optional.empty();

    /**
     * @param limit tokens at most
     * @param endAtLimit why the trace ends if it reaches the limit
     * @param seed with problem and sample number, the source of the row's random numbers
     */
    Row(Problem problem, int sample, int[] promptIds, int limit, Trace.End endAtLimit, long seed) {
        this.problem = problem;
        this.sample = sample;
        this.promptIds = promptIds;
        this.limit = limit;
        this.endAtLimit = endAtLimit;
        this.random = CounterRandom.ofSeed(seed).with(problem.id()).with(sample);
        this.ids = new int[limit];
        this.logProbs = new float[limit];
        this.samplingLogProbs = new float[limit];
    }

    int[] promptIds() {
        return promptIds;
    }

    /** The prompt and what was sampled so far: what a model needs to go on. */
    int[] context() {
        int[] context = Arrays.copyOf(promptIds, promptIds.length + length);
        System.arraycopy(ids, 0, context, promptIds.length, length);
        return context;
    }

    /** Whether another row has the same prompt and limit, and both have yet to begin. */
    boolean asksAs(Row other) {
        return limit == other.limit && length == 0 && other.length == 0 && Arrays.equals(promptIds, other.promptIds);
    }

    int limit() {
        return limit;
    }

    int length() {
        return length;
    }

    int remaining() {
        return limit - length;
    }

    boolean done() {
        return end.isPresent() || length == limit;
    }

    /** The random number of the token that is {@code ahead} tokens after the newest one. */
    float uniform(int ahead) {
        return random.uniform(length + ahead);
    }

    /**
     * Takes tokens up to the end of the response or the limit; the rest was decoded in vain.
     *
     * @throws UserException naming the problem if a token has no probability, as from a model whose training diverged
     */
    void append(int[] newIds, float[] newLogProbs, float[] newSamplingLogProbs, Ending ending) {
        int before = length;
        int most = Math.min(newIds.length, remaining());
        System.arraycopy(newIds, 0, ids, before, most);
        System.arraycopy(newLogProbs, 0, logProbs, before, most);
        System.arraycopy(newSamplingLogProbs, 0, samplingLogProbs, before, most);
        Optional<Ending.Found> found = ending.of(ids, before, before + most);
        end = found.map(Ending.Found::end);
        int after = found.map(Ending.Found::length).orElse(before + most);
        while (length < after) {
            requireFinite(logProbs[length]);
            requireFinite(samplingLogProbs[length]);
            length++;
        }
    }

    private void requireFinite(float logProb) {
        if (!Float.isFinite(logProb)) {
            throw new UserException("The model gives token " + length + " of " + problem.id() + " the log-probability "
                    + logProb + ": its weights are damaged, or its training diverged. Load it anew, or train it with a"
                    + " lower learning rate.");
        }
    }

    Trace trace(TextTokenizer tokenizer) {
        int[] sampled = Arrays.copyOf(ids, length);
        return new Trace(
                problem,
                sample,
                promptIds,
                sampled,
                tokenizer.decode(sampled),
                Arrays.copyOf(logProbs, length),
                Arrays.copyOf(samplingLogProbs, length),
                end.orElse(endAtLimit));
    }
}
