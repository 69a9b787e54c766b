package upft.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import upft.data.ProblemSet;
import upft.grading.Grader;
import upft.sampling.SampleRequest;
import upft.sampling.Traces;

/**
 * Unsupervised prefix fine-tuning (arXiv 2503.02875, equation 8): for most problems only the first t tokens of one
 * unverified sample are drawn and trained on; for a random share p of them ("structure tuning") the whole trace is.
 *
 * <p>All is sampled from the plain prompt. The task template is appended to the question of prefix <em>examples</em> only.
 * Where the authors' code departs from the paper the paper's way is the default, and the code's is an option:
 *
 * <ul>
 *   <li>the share p is drawn at random; in the code it is the last rows of the file ({@link #structureFrom});
 *   <li>a prefix is t tokens as they were sampled; in the code it goes by words that are put together again ({@link #cut});
 *   <li>nothing follows the cut; in the code an end token does, which is in the loss ({@link #endToken(int)}).
 * </ul>
 *
 * <p>With a {@linkplain #labelFilter label filter} several whole traces a problem are sampled, and one of those with the
 * reference answer is cut, or kept whole for the share p: the paper's "UPFT + label filter". It is then no longer
 * unsupervised, and samples as much as RFT does.
 *
 * @param form what prefix examples look like, t above all
 * @param share the problems whose whole trace is trained on
 * @param maxTokens tokens of a full trace at most
 * @param unended what becomes of full traces that reach {@code maxTokens}; with a label filter they are never kept
 * @param maxLength tokens of an example at most, prompt and response; longer ones are left out. Empty is the model's context
 * @param filter of whole traces by their answers; empty for UPFT itself
 */
public record Upft(
        PrefixForm form,
        StructureShare share,
        int maxTokens,
        Unended unended,
        OptionalInt maxLength,
        Optional<LabelFilter> filter)
        implements Recipe {
    /** The paper's task template. */
    public static final String TASK_TEMPLATE = " Please provide the initial step towards resolving the question."
            + " This step may serve as a foundation but might not encompass the entire solution.";

    /** p for most of the paper's settings. */
    public static final double PAPER_STRUCTURE = 0.1;

    private static final long DEFAULT_SEED = 42;

    /** @throws upft.io.UserException if a limit is out of its range */
    public Upft {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(share, "share");
        Objects.requireNonNull(unended, "unended");
        Limits.requireTokens(maxTokens);
        Limits.requireLength(maxLength);
        maxTokens = Math.max(maxTokens, form.tokens());
    }

    /** Prefixes of {@code tokens} tokens, structure ratio 10%. */
    public static Upft prefix(int tokens) {
        return new Upft(
                new PrefixForm(tokens, Cut.TOKENS, TASK_TEMPLATE, OptionalInt.empty()),
                new StructureShare(PAPER_STRUCTURE, StructureShare.Choice.RANDOM, DEFAULT_SEED),
                DEFAULT_MAX_TOKENS,
                Unended.LEAVE_OUT,
                OptionalInt.empty(),
                Optional.empty());
    }

    /** The prefix length t. */
    public int prefix() {
        return form.tokens();
    }

    /** The structure ratio p. */
    public double structure() {
        return share.ratio();
    }

    /** Draws the share p, and chooses among right traces. */
    public long seed() {
        return share.seed();
    }

    /** Another prefix length t. */
    public Upft withPrefix(int tokens) {
        return with(form.withTokens(tokens));
    }

    /** Another structure ratio p. */
    public Upft structure(double ratio) {
        return with(share.withRatio(ratio));
    }

    /** Another choice of the problems that the share p is. */
    public Upft structureFrom(StructureShare.Choice choice) {
        return with(share.withChoice(choice));
    }

    public Upft seed(long newSeed) {
        return with(share.withSeed(newSeed));
    }

    /** Another way of cutting. */
    public Upft cut(Cut newCut) {
        return with(form.withCut(newCut));
    }

    /** Another task template; an empty one leaves prefix prompts plain. */
    public Upft template(String newTemplate) {
        return with(form.withTemplate(newTemplate));
    }

    /** Puts {@code id} after each prefix that was cut, and trains on it. */
    public Upft endToken(int id) {
        return with(form.withEndToken(id));
    }

    /**
     * Makes examples as the authors' code does: prefixes of the first problems and whole traces of the last, cut by words,
     * an end token after the cut. The code's learning rate, 2e-6, is no part of a recipe.
     *
     * @param endToken the tokenizer's
     */
    public Upft asInTheAuthorsCode(int endToken) {
        return structureFrom(StructureShare.Choice.LAST).cut(Cut.WORDS).endToken(endToken);
    }

    /** Another limit for full traces; never below the prefix length. */
    public Upft upTo(int newMaxTokens) {
        return new Upft(form, share, newMaxTokens, unended, maxLength, filter);
    }

    public Upft unended(Unended newUnended) {
        return new Upft(form, share, maxTokens, newUnended, maxLength, filter);
    }

    /** Another limit for examples; above the model's context it is the context. */
    public Upft maxLength(int tokens) {
        return new Upft(form, share, maxTokens, unended, OptionalInt.of(tokens), filter);
    }

    /** With a label filter over {@code samples} whole traces a problem, graded by their final number. */
    public Upft labelFilter(int samples) {
        return labelFilter(new LabelFilter(samples, Grader.numeric()));
    }

    public Upft labelFilter(LabelFilter newFilter) {
        return new Upft(form, share, maxTokens, unended, maxLength, Optional.of(newFilter));
    }

    @Override
    public String name() {
        return "upft";
    }

    @Override
    public List<SampleRequest> plan(ProblemSet problems) {
        Set<String> full = share.of(problems);
        int cutFrom = form.cut().tokensSampled(form.tokens(), maxTokens);
        return problems.problems().stream()
                .map(problem -> filter.map(each -> new SampleRequest(problem, each.samples(), maxTokens))
                        .orElseGet(
                                () -> new SampleRequest(problem, 1, full.contains(problem.id()) ? maxTokens : cutFrom)))
                .toList();
    }

    @Override
    public TrainingSet examples(ProblemSet problems, Traces traces, Encoding encoding) {
        Set<String> full = share.of(problems);
        List<PlannedTrace> planned = PlannedTrace.of(plan(problems), traces);
        ExampleCollector collector = new ExampleCollector(maxLength, encoding);
        for (List<PlannedTrace> candidates : PlannedTrace.byProblem(planned)) {
            boolean whole = full.contains(candidates.get(0).request().problem().id());
            List<TrainingExample> usable = new ArrayList<>();
            for (PlannedTrace each : kept(candidates, whole, collector)) {
                collector
                        .usable(whole ? Optional.of(each.fullExample()) : form.example(each, encoding))
                        .ifPresent(usable::add);
            }
            collector.add(usable, Keep.ONE, seed());
        }
        return collector.set(name(), problems, planned, traces);
    }

    /** The traces of one problem that may be trained on; without a filter there is one, and only a full one has to have ended. */
    private List<PlannedTrace> kept(List<PlannedTrace> candidates, boolean whole, ExampleCollector collector) {
        if (filter.isPresent()) {
            return filter.get().right(candidates, collector);
        }
        if (whole && unended == Unended.LEAVE_OUT && !candidates.get(0).ended()) {
            collector.leaveOut(LeftOut.NOT_ENDED);
            return List.of();
        }
        return candidates;
    }

    private Upft with(PrefixForm newForm) {
        return new Upft(newForm, share, maxTokens, unended, maxLength, filter);
    }

    private Upft with(StructureShare newShare) {
        return new Upft(form, newShare, maxTokens, unended, maxLength, filter);
    }
}
