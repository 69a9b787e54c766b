package upft.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a contender gave in all its turns.
 *
 * @param missing why there are fewer results than repeats, or an empty text
 * @param note what a reader has to know of how it was run, or an empty text
 */
public record Results<R>(String name, List<R> results, String missing, String note) {
    public Results {
        results = List.copyOf(results);
    }

    /** Of no turn yet. */
    public static <R> Results<R> none(String name, String note) {
        return new Results<>(name, List.of(), "", note);
    }

    Results<R> with(R result) {
        return new Results<>(
                name, Stream.concat(results.stream(), Stream.of(result)).toList(), missing, note);
    }

    Results<R> missing(String why) {
        return new Results<>(name, results, why, note);
    }

    /** These and more of the same contender's, with the latest reason why some are missing. */
    public Results<R> and(Results<R> more) {
        List<R> together =
                Stream.concat(results.stream(), more.results.stream()).toList();
        return new Results<>(name, together, more.missing.isEmpty() ? missing : more.missing, note);
    }

    /** A row's side: one figure of each result; results without it are passed over. */
    public Measured measured(Function<R, Optional<Double>> figure) {
        List<Double> values =
                results.stream().map(figure).flatMap(Optional::stream).toList();
        return Measured.of(name, values, values.isEmpty() && missing.isEmpty() ? "does not tell" : missing);
    }
}
