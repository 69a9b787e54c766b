package upft.recipe;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import upft.task.Bill;

/**
 * The examples that a recipe made, and what it left out. Immutable. Every trace of the plan is either an example or
 * counted in {@code leftOut}.
 *
 * @param recipe the recipe's name
 * @param problems how many problems it was made from
 * @param leftOut traces that gave no example, by reason
 * @param bill what sampling the recipe's plan cost
 * @param dataHash {@link upft.data.ProblemSet#hash} of the problems
 */
public record TrainingSet(
        String recipe,
        List<TrainingExample> examples,
        int problems,
        Map<LeftOut, Integer> leftOut,
        Bill bill,
        String dataHash)
        implements Iterable<TrainingExample> {
    public TrainingSet {
        examples = List.copyOf(examples);
        Map<LeftOut, Integer> ordered = new EnumMap<>(LeftOut.class);
        ordered.putAll(leftOut);
        leftOut = Collections.unmodifiableMap(ordered);
    }

    /** Examples from elsewhere, for which nothing was sampled. */
    public static TrainingSet of(String recipe, List<TrainingExample> examples) {
        int problems = (int)
                examples.stream().map(TrainingExample::problemId).distinct().count();
        return new TrainingSet(recipe, examples, problems, Map.of(), Bill.NOTHING, "");
    }

    public int size() {
        return examples.size();
    }

    /** Whether there is nothing to train on, as when RFT finds no correct trace. */
    public boolean isEmpty() {
        return examples.isEmpty();
    }

    @Override
    public Iterator<TrainingExample> iterator() {
        return examples.iterator();
    }

    /** Response tokens: the positions that one epoch's loss looks at. */
    public long responseTokens() {
        return examples.stream()
                .mapToLong(example -> example.responseIds().length)
                .sum();
    }

    /** Examples of one kind. */
    public long count(TrainingExample.Kind kind) {
        return examples.stream().filter(example -> example.kind() == kind).count();
    }

    /** Such as "12 traces did not end, 30 traces had a wrong answer"; empty if nothing was left out. */
    public String leftOutSummary() {
        return leftOut.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%,d traces %s",
                        entry.getValue(),
                        entry.getKey().reason()))
                .collect(Collectors.joining(", "));
    }

    /** Writes JSONL: a first line with recipe, counts and bill, then one line an example. */
    public void save(Path file) {
        TrainingSetFiles.write(file, this);
    }

    /** @throws upft.io.UserException naming file and line if it is not what {@link #save} writes */
    public static TrainingSet load(Path file) {
        return TrainingSetFiles.read(file);
    }

    @Override
    public String toString() {
        String summary = leftOutSummary();
        return String.format(
                Locale.ROOT,
                "%s: %,d examples (%,d prefixes, %,d full traces) from %,d problems, %,d tokens to learn%s; %s",
                recipe,
                size(),
                count(TrainingExample.Kind.PREFIX),
                count(TrainingExample.Kind.FULL_TRACE),
                problems,
                responseTokens(),
                summary.isEmpty() ? "" : "; left out: " + summary,
                bill);
    }
}
