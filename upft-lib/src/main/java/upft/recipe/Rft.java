package upft.recipe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.io.UserException;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;
import upft.task.CounterRandom;

/**
 * Rejection-sampling fine-tuning (the paper's equation 1): K whole traces a problem, those with the reference answer are
 * kept, one of them is chosen uniformly. Traces that reach their token limit are not kept, whatever their last number. A
 * problem without a correct trace gives no example.
 *
 * @param samples K
 * @param maxTokens tokens a trace at most
 * @param seed of the choice, which depends on it and on the problem's id alone
 */
public record Rft(int samples, int maxTokens, long seed, Grader grader) implements Recipe {
    /** K of the paper's table. */
    public static final int PAPER_SAMPLES = 16;

    private static final long DEFAULT_SEED = 42;

    /** @throws UserException if {@code samples} or {@code maxTokens} is below 1 */
    public Rft {
        if (samples < 1) {
            throw new UserException("RFT with " + samples + " samples a problem. Give at least 1.");
        }
        Limits.requireTokens(maxTokens);
    }

    /** {@code samples} traces a problem, graded by their final number. */
    public static Rft samples(int samples) {
        return new Rft(samples, DEFAULT_MAX_TOKENS, DEFAULT_SEED, Grader.numeric());
    }

    public Rft upTo(int newMaxTokens) {
        return new Rft(samples, newMaxTokens, seed, grader);
    }

    public Rft seed(long newSeed) {
        return new Rft(samples, maxTokens, newSeed, grader);
    }

    public Rft gradedBy(Grader newGrader) {
        return new Rft(samples, maxTokens, seed, newGrader);
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
    public TrainingSet examples(ProblemSet problems, Traces traces, PromptEncoder prompts) {
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        List<TrainingExample> examples = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        Map<SampleRequest, List<PlannedTrace>> byProblem =
                planned.stream().collect(groupingBy(PlannedTrace::request, LinkedHashMap::new, toList()));
        for (List<PlannedTrace> candidates : byProblem.values()) {
            List<PlannedTrace> correct = correct(candidates, leftOut);
            if (!correct.isEmpty()) {
                examples.add(chosen(correct).fullExample());
                leftOut.merge(LeftOut.NOT_CHOSEN, correct.size() - 1, Integer::sum);
            }
        }
        return new TrainingSet(
                name(), examples, problems.size(), leftOut, PlannedTrace.bill(planned, traces), problems.hash());
    }

    private List<PlannedTrace> correct(List<PlannedTrace> candidates, Map<LeftOut, Integer> leftOut) {
        List<PlannedTrace> correct = new ArrayList<>();
        for (PlannedTrace each : candidates) {
            if (!each.ended()) {
                leftOut.merge(LeftOut.NOT_ENDED, 1, Integer::sum);
            } else if (!grader.isCorrect(each.trace().problem(), each.trace().text())) {
                leftOut.merge(LeftOut.WRONG_ANSWER, 1, Integer::sum);
            } else {
                correct.add(each);
            }
        }
        return correct;
    }

    private PlannedTrace chosen(List<PlannedTrace> correct) {
        String id = correct.get(0).trace().problem().id();
        return correct.get(CounterRandom.ofSeed(seed).with(id).below(correct.size(), 0));
    }
}
