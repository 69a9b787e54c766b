package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import upft.io.Suggestion;
import upft.io.UserException;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;

/** Options of a run that ends before anything is trained. */
final class DryRunOptions {
    private static final int SHOWN = 3;

    @Option(
            names = "--dry-run",
            description =
                    "Show what would be trained on, and train nothing. What the recipe needs is sampled, and kept for"
                            + " later. The value is the training set.")
    private boolean dryRun;

    @Option(
            names = "--show",
            paramLabel = "N|PROBLEM",
            description = "With --dry-run: show N examples, or those of a problem by its id; may be given several times"
                    + " (default: 3).")
    private List<String> shown = new ArrayList<>();

    boolean wanted() {
        return dryRun;
    }

    /** @throws UserException if examples are to be shown of a run that is not dry */
    void check() {
        if (!dryRun && !shown.isEmpty()) {
            throw new UserException(
                    "--show is for --dry-run, which shows examples and trains nothing. Add it, or leave out"
                            + " --show.");
        }
    }

    /**
     * The examples to show, each once.
     *
     * @throws UserException if a problem has none
     */
    Set<TrainingExample> chosen(TrainingSet set) {
        Set<TrainingExample> chosen = new LinkedHashSet<>();
        if (shown.isEmpty()) {
            chosen.addAll(first(SHOWN, set));
        }
        for (String each : shown) {
            chosen.addAll(each.matches("\\d{1,9}") ? first(Integer.parseInt(each), set) : of(each, set));
        }
        return chosen;
    }

    /** The first ones, after one of each kind that there is. */
    private static List<TrainingExample> first(int count, TrainingSet set) {
        Set<TrainingExample> first = new LinkedHashSet<>();
        for (TrainingExample.Kind kind : TrainingExample.Kind.values()) {
            set.examples().stream()
                    .filter(each -> each.kind() == kind)
                    .findFirst()
                    .ifPresent(first::add);
        }
        first.addAll(set.examples().subList(0, Math.min(count, set.size())));
        return first.stream().limit(count).toList();
    }

    private static List<TrainingExample> of(String problem, TrainingSet set) {
        List<TrainingExample> its = set.examples().stream()
                .filter(each -> each.problemId().equals(problem))
                .toList();
        if (its.isEmpty()) {
            List<String> ids =
                    set.examples().stream().map(TrainingExample::problemId).toList();
            throw new UserException(
                    "--show " + problem + ": there is no example of this problem. It is none of those that"
                            + " are trained on, or its traces were left out." + Suggestion.didYouMean(problem, ids));
        }
        return its;
    }
}
