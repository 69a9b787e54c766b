package upft.recipe;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import upft.data.Problem;
import upft.data.ProblemSet;
import upft.io.UserException;
import upft.task.CounterRandom;

/**
 * Which problems' whole traces UPFT trains on: D_f of the paper's equation 8.
 *
 * @param ratio p, from 0 to 1
 * @param choice which the share p is
 * @param seed draws a random share; which problems it has depends on this and their ids alone
 */
public record StructureShare(double ratio, Choice choice, long seed) {
    /** Which problems the share is. */
    public enum Choice {
        /** A random subset, as in the paper; blind to the order of the problems. */
        RANDOM,
        /** The last of the set, as in the authors' code, where the first {@code floor((1 - p) n)} rows give prefixes. */
        LAST
    }

    /** @throws UserException if p is out of its range */
    public StructureShare {
        Objects.requireNonNull(choice, "choice");
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new UserException("The structure ratio is " + ratio
                    + ". Give a share from 0 to 1, such as 0.1 for one full trace in ten problems.");
        }
    }

    StructureShare withRatio(double newRatio) {
        return new StructureShare(newRatio, choice, seed);
    }

    StructureShare withChoice(Choice newChoice) {
        return new StructureShare(ratio, newChoice, seed);
    }

    StructureShare withSeed(long newSeed) {
        return new StructureShare(ratio, choice, newSeed);
    }

    /** The ids of the share's problems. */
    Set<String> of(ProblemSet problems) {
        List<String> ids = problems.problems().stream().map(Problem::id).toList();
        return switch (choice) {
            case RANDOM -> smallestHashes(ids);
            case LAST -> new HashSet<>(ids.subList((int) ((1 - ratio) * ids.size()), ids.size()));
        };
    }

    private Set<String> smallestHashes(List<String> ids) {
        CounterRandom random = CounterRandom.ofSeed(seed);
        return new HashSet<>(ids.stream()
                .sorted(Comparator.comparingLong(id -> random.with(id).bits(0)))
                .limit(Math.round(ratio * ids.size()))
                .toList());
    }
}
