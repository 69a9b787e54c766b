package upft.recipe;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.io.UserException;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;

/**
 * Rejection-sampling fine-tuning (the paper's equation 1): K whole traces a problem, those with the reference answer are
 * kept, one of them is chosen uniformly. Traces that reach their token limit are not kept, whatever their last number. A
 * problem without a correct trace gives no example.
 *
 * @param samples K
 * @param maxTokens tokens a trace at most
 * @param keep one correct trace a problem, or all distinct ones
 * @param seed of the choice, which depends on it and on the problem's id alone
 * @param maxLength tokens of an example at most, prompt and response; longer ones are left out before one is chosen. Empty
 *     is the model's context
 */
public record Rft(int samples, int maxTokens, Keep keep, long seed, Grader grader, OptionalInt maxLength)
        implements Recipe {
    /** K of the paper's table. */
    public static final int PAPER_SAMPLES = 16;

    private static final long DEFAULT_SEED = 42;

    /** @throws UserException if a number is out of its range */
    public Rft {
        Objects.requireNonNull(keep, "keep");
        if (samples < 1) {
            throw new UserException("RFT with " + samples + " samples a problem. Give at least 1.");
        }
        Limits.requireTokens(maxTokens);
        Limits.requireLength(maxLength);
    }

    /** {@code samples} traces a problem, graded by their final number. */
    public static Rft samples(int samples) {
        return new Rft(samples, DEFAULT_MAX_TOKENS, Keep.ONE, DEFAULT_SEED, Grader.numeric(), OptionalInt.empty());
    }

    public Rft upTo(int newMaxTokens) {
        return new Rft(samples, newMaxTokens, keep, seed, grader, maxLength);
    }

    public Rft keep(Keep newKeep) {
        return new Rft(samples, maxTokens, newKeep, seed, grader, maxLength);
    }

    public Rft seed(long newSeed) {
        return new Rft(samples, maxTokens, keep, newSeed, grader, maxLength);
    }

    public Rft gradedBy(Grader newGrader) {
        return new Rft(samples, maxTokens, keep, seed, newGrader, maxLength);
    }

    /** Another limit for examples; above the model's context it is the context. */
    public Rft maxLength(int tokens) {
        return new Rft(samples, maxTokens, keep, seed, grader, OptionalInt.of(tokens));
    }

    @Override
    public String name() {
        return "rft";
    }

    @Override
    public List<SampleRequest> plan(ProblemSet problems) {
        return problems.problems().stream()
                .map(problem -> new SampleRequest(problem, samples, maxTokens))
                .toList();
    }

    @Override
    public TrainingSet examples(ProblemSet problems, Traces traces, Encoding encoding) {
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        ExampleCollector collector = new ExampleCollector(maxLength, encoding);
        LabelFilter filter = new LabelFilter(samples, grader);
        for (List<PlannedTrace> candidates : PlannedTrace.byProblem(planned)) {
            List<TrainingExample> right = filter.right(candidates, collector).stream()
                    .flatMap(each -> collector.usable(Optional.of(each.fullExample())).stream())
                    .toList();
            collector.add(right, keep, seed);
        }
        return collector.set(name(), problems, planned, traces);
    }
}
