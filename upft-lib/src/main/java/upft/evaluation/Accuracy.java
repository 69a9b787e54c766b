package upft.evaluation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Shares of graded answers. */
final class Accuracy {
    private Accuracy() {}

    /** The share of correct answers of each question, in the order of the questions. */
    static double[] byQuestion(List<GradedTrace> graded) {
        Map<String, Double> means = graded.stream()
                .collect(Collectors.groupingBy(
                        each -> each.trace().problem().id(),
                        LinkedHashMap::new,
                        Collectors.averagingDouble(each -> each.correct() ? 1 : 0)));
        return means.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Ids of the questions, in order. */
    static List<String> questions(List<GradedTrace> graded) {
        Set<String> ids = new LinkedHashSet<>();
        graded.forEach(each -> ids.add(each.trace().problem().id()));
        return List.copyOf(ids);
    }

    /** The share of the answers that satisfy {@code condition}; 0 if there is none. */
    static double share(List<GradedTrace> graded, Predicate<GradedTrace> condition) {
        return graded.isEmpty() ? 0 : (double) graded.stream().filter(condition).count() / graded.size();
    }
}
