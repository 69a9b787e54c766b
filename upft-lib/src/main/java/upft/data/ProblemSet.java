package upft.data;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import upft.io.Sha256;
import upft.io.UserException;
import upft.task.CounterRandom;

/** An ordered, immutable list of problems with a name and a content hash. Ids are unique within a set. */
public record ProblemSet(String name, List<Problem> problems) implements Iterable<Problem> {
    private static final int SHOWN = 3;
    private static final int SHOWN_CHARACTERS = 100;

    /** @throws UserException if two problems have the same id */
    public ProblemSet {
        problems = List.copyOf(problems);
        Set<String> ids = new HashSet<>();
        for (Problem problem : problems) {
            if (!ids.add(problem.id())) {
                throw new UserException("Two problems of " + name + " have the id " + problem.id()
                        + ". Give each problem an id of its own.");
            }
        }
    }

    /** A set cut in two: {@code first} is what was asked for, {@code rest} the others, both in the set's order. */
    public record Split(ProblemSet first, ProblemSet rest) {}

    public int size() {
        return problems.size();
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public Problem get(int index) {
        return problems.get(index);
    }

    @Override
    public Iterator<Problem> iterator() {
        return problems.iterator();
    }

    /** The first {@code count} problems (all of them if there are fewer). */
    public ProblemSet take(int count) {
        if (count < 1) {
            throw new UserException("Cannot take " + count + " problems of " + name + ". Take at least 1.");
        }
        return count >= size() ? this : new ProblemSet(name + "[0:" + count + "]", problems.subList(0, count));
    }

    /** The same problems in an order that depends on {@code seed} and the set's order alone. */
    public ProblemSet shuffle(long seed) {
        int[] order = CounterRandom.ofSeed(seed).permutation(size());
        return new ProblemSet(
                name + "[shuffled " + seed + "]",
                Arrays.stream(order).mapToObj(problems::get).toList());
    }

    /** A random {@code share} of the problems (rounded to whole ones) and the rest. */
    public Split split(double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new UserException(
                    "Cannot split off a share of " + share + " of " + name + ". Give a share from 0 to 1.");
        }
        return splitCount((int) Math.round(share * size()), seed);
    }

    /** {@code count} random problems and the rest. */
    public Split splitCount(int count, long seed) {
        if (count < 0 || count > size()) {
            throw new UserException("Cannot split " + count + " problems off " + name + ", which has " + size()
                    + ". Give a count from 0 to " + size() + ".");
        }
        int[] chosen = Arrays.copyOf(CounterRandom.ofSeed(seed).permutation(size()), count);
        boolean[] first = new boolean[size()];
        for (int index : chosen) {
            first[index] = true;
        }
        return new Split(where(first, true, "[part of " + count + "]"), where(first, false, "[rest of " + count + "]"));
    }

    private ProblemSet where(boolean[] flags, boolean value, String suffix) {
        List<Problem> chosen = new ArrayList<>();
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] == value) {
                chosen.add(problems.get(i));
            }
        }
        return new ProblemSet(name + suffix, chosen);
    }

    /** The same problems under another name. */
    public ProblemSet named(String newName) {
        return new ProblemSet(newName, problems);
    }

    /** SHA-256 over ids, questions and answers in order, as hex; the set's name is not in it. */
    public String hash() {
        MessageDigest digest = Sha256.start();
        for (Problem problem : problems) {
            for (String part : List.of(problem.id(), problem.question(), problem.answer())) {
                Sha256.add(digest, part);
            }
        }
        return Sha256.end(digest);
    }

    /** Writes the problems as JSONL with {@code id}, {@code question} and {@code answer}. */
    public void save(Path file) {
        ProblemFiles.write(file, this);
    }

    /** Name, size and the first few questions. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s: %,d problems", name, size()));
        for (Problem problem : problems.subList(0, Math.min(SHOWN, size()))) {
            text.append("\n  ").append(problem.id()).append(": ").append(start(problem.question()));
        }
        return text.append(size() > SHOWN ? "\n  …" : "").toString();
    }

    private static String start(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
