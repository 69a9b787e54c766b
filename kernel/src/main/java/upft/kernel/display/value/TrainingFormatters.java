package upft.kernel.display.value;

import static upft.kernel.display.HtmlTable.Column.number;
import static upft.kernel.display.HtmlTable.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import upft.experiment.MethodRun;
import upft.kernel.display.HtmlTable;
import upft.kernel.display.ValueFormatter;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.training.TrainingLog;
import upft.training.TrainingStep;
import upft.training.Tuned;

/** What is trained on and how training went. */
final class TrainingFormatters {
    private static final int EXAMPLES = 5;
    private static final int STEPS_AT_EACH_END = 5;

    private TrainingFormatters() {}

    static List<ValueFormatter<?>> all() {
        return List.of(
                ValueFormatter.html(TrainingSet.class, TrainingFormatters::examples),
                ValueFormatter.html(TrainingLog.class, TrainingFormatters::log),
                ValueFormatter.html(Tuned.class, TrainingFormatters::tuned),
                ValueFormatter.html(MethodRun.class, TrainingFormatters::run));
    }

    private static HtmlTable examples(TrainingSet set) {
        HtmlTable table = HtmlTable.of(
                String.format(
                        Locale.ROOT,
                        "%s: %,d examples from %,d problems (%,d prefixes, %,d full traces), %,d tokens to learn",
                        set.recipe(),
                        set.size(),
                        set.problems(),
                        set.count(TrainingExample.Kind.PREFIX),
                        set.count(TrainingExample.Kind.FULL_TRACE),
                        set.responseTokens()),
                text("problem"),
                text("kind"),
                number("prompt tokens"),
                number("response tokens"));
        for (TrainingExample each : set.examples().subList(0, Math.min(EXAMPLES, set.size()))) {
            table = table.row(
                    each.problemId(),
                    each.kind() == TrainingExample.Kind.PREFIX ? "prefix" : "full trace",
                    Numbers.count(each.promptIds().length),
                    Numbers.count(each.responseIds().length));
        }
        return table.withNote(leftOut(set) + set.bill());
    }

    private static String leftOut(TrainingSet set) {
        String more = set.size() > EXAMPLES ? "… " + Numbers.count(set.size() - EXAMPLES) + " more examples; " : "";
        String summary = set.leftOutSummary();
        return more + (summary.isEmpty() ? "" : "left out: " + summary + "; ");
    }

    private static HtmlTable log(TrainingLog log) {
        HtmlTable table = HtmlTable.of(
                log.name() + ": " + Numbers.count(log.size()) + " steps, " + Numbers.count(log.tokens()) + " tokens",
                number("step"),
                number("epoch"),
                number("loss"),
                number("gradient norm"),
                number("learning rate"),
                number("tokens/s"));
        int shown = 2 * STEPS_AT_EACH_END;
        for (int i = 0; i < log.size(); i++) {
            if (i < STEPS_AT_EACH_END || i >= log.size() - STEPS_AT_EACH_END) {
                table = table.row(cells(log.steps().get(i)));
            } else if (i == STEPS_AT_EACH_END) {
                table = table.row("…", "", "", "", "", "");
            }
        }
        String left = log.size() > shown ? Numbers.count(log.size() - shown) + " steps between are not shown" : "";
        return table.withNote(
                log.skipped() > 0 ? left + (left.isEmpty() ? "" : "; ") + log.skipped() + " skipped" : left);
    }

    private static String[] cells(TrainingStep step) {
        return new String[] {
            Numbers.count(step.step()),
            String.format(Locale.ROOT, "%.2f", step.epoch()),
            Numbers.decimals(step.loss()),
            Numbers.decimals(step.gradientNorm()),
            String.format(Locale.ROOT, "%.2e", step.learningRate()),
            String.format(Locale.ROOT, "%,.0f", step.tokensPerSecond())
        };
    }

    private static HtmlTable tuned(Tuned tuned) {
        return HtmlTable.pairs("Tuned model " + tuned.log().name(), summary(tuned));
    }

    private static Map<String, String> summary(Tuned tuned) {
        TrainingLog log = tuned.log();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("steps", Numbers.count(log.size()));
        rows.put("tokens trained", Numbers.count(log.tokens()));
        if (log.size() > 0) {
            rows.put("loss, first step", Numbers.decimals(log.steps().get(0).loss()));
            rows.put(
                    "loss, last step",
                    Numbers.decimals(log.steps().get(log.size() - 1).loss()));
        }
        rows.put("cost", tuned.bill().toString());
        return rows;
    }

    private static HtmlTable run(MethodRun run) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("traces", Numbers.count(run.traces().size()));
        rows.put("examples", Numbers.count(run.examples().size()));
        run.tuned().ifPresent(tuned -> rows.putAll(summary(tuned)));
        rows.put("cost in all", run.bill().toString());
        return HtmlTable.pairs(run.method(), rows)
                .withNote(run.tuned().isEmpty() ? "no example to train on; the model is unchanged" : "");
    }
}
