package upft.testing;

import java.util.stream.IntStream;
import upft.data.Problem;
import upft.data.ProblemSet;

/** Small problem sets. */
public final class Problems {
    private Problems() {}

    /** "q0", "q1", … with the answers 0, 1, …. */
    public static ProblemSet numbered(int count) {
        return new ProblemSet(
                "numbered",
                IntStream.range(0, count)
                        .mapToObj(i -> new Problem("n/" + i, "q" + i, "#### " + i))
                        .toList());
    }
}
