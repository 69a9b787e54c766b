package upft.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import upft.evaluation.Estimate;

/**
 * What an {@link Ablation} found.
 *
 * @param questions name of what the models were measured on
 * @param k of avg@k; 0 where it was not measured
 * @param runs all, those that were done before too
 * @param known runs that were in the store, and not made again
 */
public record AblationResult(String questions, int k, List<AblationRun> runs, int known) {
    public AblationResult {
        runs = List.copyOf(runs);
    }

    /**
     * The runs of one prefix length and structure ratio.
     *
     * @param seeds how many runs
     * @param greedy their mean accuracy; each question's mean over the runs is one value, so that the standard error is that
     *     of the questions, and runs on the same questions are not taken for independent
     * @param averageAtK the like of the sampled answers
     * @param spread standard deviation over the seeds of the accuracy (avg@k, or greedy where that was not measured); NaN
     *     for a single one
     * @param tokensSampled mean of the runs, each as if nothing had been sampled for another
     * @param tokensTrained mean of the runs
     * @param steps mean of the runs
     */
    public record Row(
            int prefix,
            double structure,
            int seeds,
            Estimate greedy,
            Estimate averageAtK,
            double spread,
            double tokensSampled,
            double tokensTrained,
            double steps) {
        /** avg@k, or greedy accuracy where that was not measured. */
        public Estimate accuracy() {
            return averageAtK.known() ? averageAtK : greedy;
        }
    }

    /** A row for each ratio and length, in ascending order. */
    public List<Row> rows() {
        Map<List<Object>, List<AblationRun>> groups = new LinkedHashMap<>();
        for (AblationRun run : runs) {
            groups.computeIfAbsent(List.of(run.structure(), run.prefix()), key -> new ArrayList<>())
                    .add(run);
        }
        return groups.values().stream().map(AblationResult::row).toList();
    }

    /**
     * {@link #rows} with the columns {@code structure, prefix, seeds, greedy, greedy_se, avg_at_k, avg_at_k_se, seed_sd,
     * tokens_sampled, tokens_trained, steps}. Accuracies are shares from 0 to 1; what was not measured is missing.
     */
    public Table toTable() {
        return Table.create(
                "ablation",
                doubles("structure", Row::structure),
                IntColumn.create("prefix", rows().stream().mapToInt(Row::prefix).toArray()),
                IntColumn.create("seeds", rows().stream().mapToInt(Row::seeds).toArray()),
                doubles("greedy", row -> row.greedy().mean()),
                doubles("greedy_se", row -> row.greedy().standardError()),
                doubles("avg_at_k", row -> row.averageAtK().mean()),
                doubles("avg_at_k_se", row -> row.averageAtK().standardError()),
                doubles("seed_sd", Row::spread),
                doubles("tokens_sampled", Row::tokensSampled),
                doubles("tokens_trained", Row::tokensTrained),
                doubles("steps", Row::steps));
    }

    private DoubleColumn doubles(String name, ToDoubleFunction<Row> value) {
        return DoubleColumn.create(name, rows().stream().mapToDouble(value).toArray());
    }

    private static Row row(List<AblationRun> runs) {
        AblationRun first = runs.get(0);
        return new Row(
                first.prefix(),
                first.structure(),
                runs.size(),
                estimate(runs, AblationRun::greedy),
                estimate(runs, AblationRun::samples),
                spread(runs.stream().mapToDouble(run -> mean(run.accuracy())).toArray()),
                mean(runs, run -> run.bill().tokensSampled()),
                mean(runs, run -> run.bill().tokensTrained()),
                mean(runs, AblationRun::steps));
    }

    private static Estimate estimate(List<AblationRun> runs, Function<AblationRun, List<Double>> answers) {
        double[] byQuestion = new double[answers.apply(runs.get(0)).size()];
        for (int i = 0; i < byQuestion.length; i++) {
            int question = i;
            byQuestion[i] = mean(runs, run -> answers.apply(run).get(question));
        }
        return Estimate.ofQuestions(byQuestion);
    }

    private static double mean(List<AblationRun> runs, ToDoubleFunction<AblationRun> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double spread(double[] values) {
        return Estimate.ofQuestions(values).standardError() * Math.sqrt(values.length);
    }

    /** A row a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-9s %7s %6s %14s %14s %9s %15s %15s %7s",
                "structure",
                "prefix",
                "seeds",
                "greedy",
                "avg@k",
                "seed sd",
                "tokens sampled",
                "tokens trained",
                "steps"));
        for (Row row : rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%-9s %7d %6d %14s %14s %9s %,15.0f %,15.0f %,7.0f",
                    row.structure(),
                    row.prefix(),
                    row.seeds(),
                    row.greedy(),
                    row.averageAtK(),
                    Double.isNaN(row.spread()) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * row.spread()),
                    row.tokensSampled(),
                    row.tokensTrained(),
                    row.steps()));
        }
        return text.toString();
    }
}
