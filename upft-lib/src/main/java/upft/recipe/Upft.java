package upft.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.io.UserException;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;
import upft.task.CounterRandom;

/**
 * Unsupervised prefix fine-tuning (arXiv 2503.02875, equation 8): for most problems only the first t tokens of one
 * unverified sample are drawn and trained on; for a random share p of them ("structure tuning") the whole trace is.
 *
 * <p>All is sampled from the plain prompt. The task template is appended to the question of prefix <em>examples</em> only.
 * Where the authors' code departs from the paper this follows the paper: the share p is drawn at random, not taken from the
 * head of the file; a prefix is t tokens as they were sampled, not words put together again; and no end token is put after
 * the cut unless {@link #endToken} asks for it.
 *
 * @param prefix t, in tokens of the trained model's own tokenizer
 * @param structure p, from 0 to 1
 * @param maxTokens tokens of a full trace at most
 * @param unended what becomes of full traces that reach {@code maxTokens}
 * @param seed draws the share p; it depends on this and the problems' ids alone
 * @param template appended to the question of prefix examples
 * @param endToken put after a cut prefix and trained on, as the authors' code does; empty by default
 */
public record Upft(
        int prefix, double structure, int maxTokens, Unended unended, long seed, String template, OptionalInt endToken)
        implements Recipe {
    /** The paper's task template. */
    public static final String TASK_TEMPLATE = " Please provide the initial step towards resolving the question."
            + " This step may serve as a foundation but might not encompass the entire solution.";

    /** p for most of the paper's settings. */
    public static final double PAPER_STRUCTURE = 0.1;

    private static final long DEFAULT_SEED = 42;

    /** @throws UserException if t, p or {@code maxTokens} is out of its range */
    public Upft {
        if (prefix < 1) {
            throw new UserException("The prefix length is " + prefix + ". Give at least 1 token.");
        }
        if (!(structure >= 0 && structure <= 1)) {
            throw new UserException("The structure ratio is " + structure
                    + ". Give a share from 0 to 1, such as 0.1 for one full trace in ten problems.");
        }
        Limits.requireTokens(maxTokens);
        maxTokens = Math.max(maxTokens, prefix);
    }

    /** Prefixes of {@code tokens} tokens, structure ratio 10%. */
    public static Upft prefix(int tokens) {
        return new Upft(
                tokens,
                PAPER_STRUCTURE,
                DEFAULT_MAX_TOKENS,
                Unended.LEAVE_OUT,
                DEFAULT_SEED,
                TASK_TEMPLATE,
                OptionalInt.empty());
    }

    /** Another structure ratio p. */
    public Upft structure(double share) {
        return new Upft(prefix, share, maxTokens, unended, seed, template, endToken);
    }

    /** Another limit for full traces; never below the prefix length. */
    public Upft upTo(int newMaxTokens) {
        return new Upft(prefix, structure, newMaxTokens, unended, seed, template, endToken);
    }

    public Upft unended(Unended newUnended) {
        return new Upft(prefix, structure, maxTokens, newUnended, seed, template, endToken);
    }

    public Upft seed(long newSeed) {
        return new Upft(prefix, structure, maxTokens, unended, newSeed, template, endToken);
    }

    /** Another task template; an empty one leaves prefix prompts plain. */
    public Upft template(String newTemplate) {
        return new Upft(prefix, structure, maxTokens, unended, seed, newTemplate, endToken);
    }

    /** Puts {@code id} after each prefix that was cut, and trains on it. */
    public Upft endToken(int id) {
        return new Upft(prefix, structure, maxTokens, unended, seed, template, OptionalInt.of(id));
    }

    @Override
    public String name() {
        return "upft";
    }

    @Override
    public List<SampleRequest> plan(ProblemSet problems) {
        Set<String> full = structureIds(problems);
        return problems.problems().stream()
                .map(problem -> new SampleRequest(problem, 1, full.contains(problem.id()) ? maxTokens : prefix))
                .toList();
    }

    @Override
    public TrainingSet examples(ProblemSet problems, Traces traces, PromptEncoder prompts) {
        Set<String> full = structureIds(problems);
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        List<TrainingExample> examples = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        for (PlannedTrace each : planned) {
            if (!full.contains(each.request().problem().id())) {
                examples.add(prefixExample(each, prompts));
            } else if (each.ended() || unended == Unended.KEEP) {
                examples.add(each.fullExample());
            } else {
                leftOut.merge(LeftOut.NOT_ENDED, 1, Integer::sum);
            }
        }
        return new TrainingSet(
                name(), examples, problems.size(), leftOut, PlannedTrace.bill(planned, traces), problems.hash());
    }

    private TrainingExample prefixExample(PlannedTrace planned, PromptEncoder prompts) {
        Problem problem = planned.request().problem();
        return new TrainingExample(
                problem.id(),
                TrainingExample.Kind.PREFIX,
                prompts.encode(problem.question() + template),
                planned.ended() ? planned.ids() : withEndToken(planned.ids()));
    }

    private int[] withEndToken(int[] ids) {
        if (endToken.isEmpty()) {
            return ids;
        }
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = endToken.getAsInt();
        return longer;
    }

    /** D_f of equation 8: the share p of the problems whose hashes are smallest, whatever their order in the set. */
    private Set<String> structureIds(ProblemSet problems) {
        CounterRandom random = CounterRandom.ofSeed(seed);
        return new HashSet<>(problems.problems().stream()
                .map(Problem::id)
                .sorted(Comparator.comparingLong(id -> random.with(id).bits(0)))
                .limit(Math.round(structure * problems.size()))
                .toList());
    }
}
