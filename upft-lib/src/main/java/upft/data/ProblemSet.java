package upft.data;

import java.util.List;

/** An ordered, immutable list of problems with a name and a content hash. STUB */
public record ProblemSet(String name, List<Problem> problems) {
    public ProblemSet {
        problems = List.copyOf(problems);
    }

    public int size() {
        return problems.size();
    }

    /** The first {@code count} problems (all of them if there are fewer). */
    public ProblemSet take(int count) {
        throw new UnsupportedOperationException("pending");
    }

    /** The same problems in an order that depends on {@code seed} alone. */
    public ProblemSet shuffle(long seed) {
        throw new UnsupportedOperationException("pending");
    }

    /** SHA-256 over ids, questions and answers, as hex. */
    public String hash() {
        throw new UnsupportedOperationException("pending");
    }
}
