package upft.experiment;

import java.io.StringWriter;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** A comparison as a Tablesaw table, as CSV and as text. */
final class ResultTable {
    private ResultTable() {}

    static Table of(Comparison comparison) {
        return Table.create(
                "results",
                StringColumn.create(
                        "method",
                        comparison.results().stream().map(MethodResult::method).toList()),
                doubles(comparison, "greedy", result -> result.score().greedy().mean()),
                doubles(comparison, "greedy_se", result -> result.score()
                        .greedy()
                        .standardError()),
                doubles(comparison, "avg_at_k", result -> result.score()
                        .averageAtK()
                        .mean()),
                doubles(comparison, "avg_at_k_se", result -> result.score()
                        .averageAtK()
                        .standardError()),
                longs(comparison, "tokens_sampled", result -> result.bill().tokensSampled()),
                longs(comparison, "tokens_trained", result -> result.bill().tokensTrained()),
                longs(comparison, "steps", MethodResult::steps),
                doubles(comparison, "learning_rate", MethodResult::learningRate),
                doubles(comparison, "seconds_sampling", result -> result.bill().secondsSampling()),
                doubles(comparison, "seconds_training", result -> result.bill().secondsTraining()));
    }

    static String csv(Comparison comparison) {
        StringWriter text = new StringWriter();
        of(comparison).write().csv(CsvWriteOptions.builder(text).build());
        return text.toString();
    }

    static String text(Comparison comparison) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s %14s %14s %14s %14s %8s %14s %12s %12s",
                "method",
                "greedy",
                "avg@k",
                "tokens sampled",
                "tokens trained",
                "steps",
                "learning rate",
                "s sampling",
                "s training"));
        for (MethodResult result : comparison.results()) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%-10s %14s %14s %,14d %,14d %,8d %14s %12.1f %12.1f",
                    result.method(),
                    result.score().greedy(),
                    result.score().averageAtK(),
                    result.bill().tokensSampled(),
                    result.bill().tokensTrained(),
                    result.steps(),
                    Double.isNaN(result.learningRate()) ? "–" : result.learningRate(),
                    result.bill().secondsSampling(),
                    result.bill().secondsTraining()));
        }
        return text.toString();
    }

    private static DoubleColumn doubles(Comparison comparison, String name, ToDoubleFunction<MethodResult> value) {
        return DoubleColumn.create(
                name, comparison.results().stream().mapToDouble(value).toArray());
    }

    private static LongColumn longs(Comparison comparison, String name, ToLongFunction<MethodResult> value) {
        return LongColumn.create(
                name, comparison.results().stream().mapToLong(value).toArray());
    }
}
