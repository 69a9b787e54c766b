package upft.bench.sample;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is sampled.
 *
 * @param id a letter to name it by
 * @param use whose work it is like
 * @param samples traces a question
 * @param newTokens tokens a trace at most
 * @param temperature 0 means greedy
 * @param endsIgnored whether every trace is made as long as it may be
 * @param goal how many times as fast as the rival ours is to be; empty if no goal is set
 */
record Workload(
        String id,
        String use,
        int questions,
        int samples,
        int newTokens,
        double temperature,
        boolean endsIgnored,
        OptionalDouble goal) {
    private static final double TEMPERATURE = 0.7;

    static final double TOP_P = 0.95;

    /** All of them. */
    static final List<Workload> ALL = List.of(
            new Workload("a", "UPFT", 64, 1, 32, TEMPERATURE, false, OptionalDouble.of(1.7)),
            new Workload("b", "SFT", 64, 1, 256, TEMPERATURE, false, OptionalDouble.of(3)),
            new Workload("c", "RFT", 8, 16, 256, TEMPERATURE, false, OptionalDouble.of(3)),
            new Workload("d", "greedy", 1, 1, 128, 0, false, OptionalDouble.of(1.4)),
            new Workload("e", "as b, end tokens ignored", 64, 1, 256, TEMPERATURE, true, OptionalDouble.empty()));

    int rows() {
        return questions * samples;
    }

    /** A smaller one of the same kind, for trying things out: the goals are not for it. */
    Workload shrunkTo(int mostQuestions, int mostTokens) {
        int fewer = Math.min(questions, mostQuestions);
        int shorter = Math.min(newTokens, mostTokens);
        return fewer == questions && shorter == newTokens
                ? this
                : new Workload(id, use, fewer, samples, shorter, temperature, endsIgnored, OptionalDouble.empty());
    }

    String title() {
        return "(" + id + ") " + use + ": " + counted(newTokens, "new token") + ", " + counted(samples, "sample") + ", "
                + counted(questions, "question");
    }

    private static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
