package upft.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import upft.io.UserException;

/**
 * A named data set in three parts that share no question. Methods are tuned on {@code dev}; {@code test} is for the last
 * figure.
 *
 * @param duplicatesDropped problems left out because their question stood in a later part too; see {@link #disjoint}
 */
public record Dataset(String name, ProblemSet train, ProblemSet dev, ProblemSet test, int duplicatesDropped) {
    /** @throws UserException if two parts share a question */
    public Dataset {
        Set<String> seen = questions(train);
        refuseShared(name, seen, dev);
        seen.addAll(questions(dev));
        refuseShared(name, seen, test);
    }

    /** Three parts that already share no question. */
    public Dataset(String name, ProblemSet train, ProblemSet dev, ProblemSet test) {
        this(name, train, dev, test, 0);
    }

    /**
     * Makes the parts share no question: what stands in {@code test} is dropped from {@code dev} and {@code train}, what
     * stands in {@code dev} from {@code train}, so that published test sets stay whole. Questions are the same if they
     * differ in white space and case alone.
     */
    public static Dataset disjoint(String name, ProblemSet train, ProblemSet dev, ProblemSet test) {
        Set<String> held = questions(test);
        ProblemSet ownDev = without(dev, held);
        held.addAll(questions(ownDev));
        ProblemSet ownTrain = without(train, held);
        int dropped = train.size() + dev.size() - ownTrain.size() - ownDev.size();
        return new Dataset(name, ownTrain, ownDev, test, dropped);
    }

    @Override
    public String toString() {
        String dropped = duplicatesDropped == 0 ? "" : ", " + duplicatesDropped + " duplicate questions dropped";
        return name + ": " + train.size() + " train, " + dev.size() + " dev, " + test.size() + " test problems"
                + dropped;
    }

    private static ProblemSet without(ProblemSet set, Set<String> held) {
        return new ProblemSet(
                set.name(),
                set.problems().stream()
                        .filter(problem -> !held.contains(normalised(problem)))
                        .toList());
    }

    private static void refuseShared(String name, Set<String> seen, ProblemSet part) {
        for (Problem problem : part) {
            if (seen.contains(normalised(problem))) {
                throw new UserException("Two parts of " + name + " share the question of " + problem.id()
                        + ". Use Dataset.disjoint, or take it out of one part.");
            }
        }
    }

    private static Set<String> questions(ProblemSet set) {
        Set<String> questions = new HashSet<>();
        set.forEach(problem -> questions.add(normalised(problem)));
        return questions;
    }

    private static String normalised(Problem problem) {
        return problem.question().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
