package upft.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import upft.io.AtomicFiles;

/** Results of several methods on the same problems, in the order in which they were added. Immutable. */
public record Comparison(List<MethodResult> results) {
    public Comparison {
        results = List.copyOf(results);
    }

    public static Comparison empty() {
        return new Comparison(List.of());
    }

    public static Comparison of(MethodResult... results) {
        return new Comparison(List.of(results));
    }

    public boolean isEmpty() {
        return results.isEmpty();
    }

    /** This comparison with {@code result} in the place of the one of the same method, or else at the end. */
    public Comparison with(MethodResult result) {
        List<MethodResult> all = new ArrayList<>(results);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).method().equals(result.method())) {
                all.set(i, result);
                return new Comparison(all);
            }
        }
        all.add(result);
        return new Comparison(all);
    }

    /**
     * One row a method: {@code method, greedy, greedy_se, avg_at_k, avg_at_k_se, tokens_sampled, tokens_trained,
     * steps, learning_rate, seconds_sampling, seconds_training}. Accuracies are shares from 0 to 1; what was not measured is
     * missing, and so is the learning rate of the base model.
     */
    public Table toTable() {
        return ResultTable.of(this);
    }

    /** Writes {@link #toTable} as CSV. */
    public void save(Path csv) {
        AtomicFiles.writeString(csv, ResultTable.csv(this));
    }

    /** What the standard errors do not show, a line each; see {@link upft.evaluation.Score#caveats}. */
    public List<String> caveats() {
        return results.stream()
                .flatMap(each -> each.score().caveats().stream().map(caveat -> each.method() + ", " + caveat))
                .toList();
    }

    /** A table of text, with the caveats below it. */
    @Override
    public String toString() {
        return String.join(
                "\n",
                Stream.concat(Stream.of(ResultTable.text(this)), caveats().stream())
                        .toList());
    }
}
