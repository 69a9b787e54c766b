package upft.sampling;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a prefix length means for traces at hand.
 *
 * @param tokens the prefix length t
 * @param traces how many traces
 * @param tokensKept tokens within the first t
 * @param tokensSaved tokens beyond them
 * @param distinctPrefixes different prefixes, counted question by question
 * @param coverage traces a distinct prefix, averaged over the questions: prefix coverage as in the paper's figure 2a
 */
public record PrefixSummary(
        int tokens, int traces, long tokensKept, long tokensSaved, int distinctPrefixes, double coverage) {
    static PrefixSummary of(Traces traces, int tokens) {
        long kept = 0;
        Map<String, Set<String>> prefixes = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Trace trace : traces) {
            kept += Math.min(tokens, trace.length());
            String id = trace.problem().id();
            prefixes.computeIfAbsent(id, key -> new HashSet<>()).add(prefixKey(trace.ids(), tokens));
            counts.merge(id, 1, Integer::sum);
        }
        double coverage = counts.entrySet().stream()
                .mapToDouble(entry ->
                        (double) entry.getValue() / prefixes.get(entry.getKey()).size())
                .average()
                .orElse(0);
        int distinct = prefixes.values().stream().mapToInt(Set::size).sum();
        return new PrefixSummary(tokens, traces.size(), kept, traces.tokens() - kept, distinct, coverage);
    }

    /** Share of the tokens that the prefixes are; 0 if there is none. */
    public double keptShare() {
        long all = tokensKept + tokensSaved;
        return all == 0 ? 0 : (double) tokensKept / all;
    }

    private static String prefixKey(int[] ids, int tokens) {
        return IntStream.of(ids).limit(tokens).mapToObj(Integer::toString).reduce("", (a, b) -> a + " " + b);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "prefix of %d tokens: %,d of %,d tokens kept (%.1f%%), %,d distinct prefixes in %,d traces",
                tokens,
                tokensKept,
                tokensKept + tokensSaved,
                100 * keptShare(),
                distinctPrefixes,
                traces);
    }
}
