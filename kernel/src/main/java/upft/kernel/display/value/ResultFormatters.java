package upft.kernel.display.value;

import static upft.kernel.display.HtmlTable.Column.number;
import static upft.kernel.display.HtmlTable.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import upft.evaluation.Estimate;
import upft.evaluation.EvaluationResult;
import upft.evaluation.PairedDifference;
import upft.evaluation.Score;
import upft.experiment.Comparison;
import upft.experiment.LearningRateChoice;
import upft.experiment.MethodResult;
import upft.kernel.display.HtmlTable;
import upft.kernel.display.ValueFormatter;
import upft.task.Bill;

/** Scores, comparisons and what things cost. */
final class ResultFormatters {
    private static final String ERRORS = "± 1 standard error";

    private ResultFormatters() {}

    static List<ValueFormatter<?>> all() {
        return List.of(
                ValueFormatter.html(Estimate.class, ResultFormatters::estimate),
                ValueFormatter.html(Score.class, ResultFormatters::score),
                ValueFormatter.html(EvaluationResult.class, result -> score(result.score())),
                ValueFormatter.html(PairedDifference.class, ResultFormatters::difference),
                ValueFormatter.html(MethodResult.class, result -> comparison(Comparison.of(result))),
                ValueFormatter.html(Comparison.class, ResultFormatters::comparison),
                ValueFormatter.html(LearningRateChoice.class, ResultFormatters::choice),
                ValueFormatter.html(Bill.class, ResultFormatters::bill));
    }

    private static HtmlTable estimate(Estimate estimate) {
        return HtmlTable.of("", number("")).row(estimate.toString());
    }

    private static HtmlTable score(Score score) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("greedy accuracy", score.greedy().toString());
        if (score.k() > 0) {
            rows.put("avg@" + score.k(), score.averageAtK().toString());
        }
        rows.put("answers that ended", Numbers.percent(score.endedShare()));
        rows.put("answers with no answer found", Numbers.percent(score.noAnswerShare()));
        return HtmlTable.pairs(
                        score.model() + " on " + Numbers.count(score.questions()) + " questions of " + score.problems(),
                        rows)
                .withNote(withCaveats(ERRORS, score));
    }

    private static HtmlTable difference(PairedDifference difference) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("greedy accuracy", difference.greedy().inPoints());
        rows.put("avg@k", difference.averageAtK().inPoints());
        return HtmlTable.pairs(difference.model() + " minus " + difference.baseline(), rows)
                .withNote("paired by question, " + ERRORS);
    }

    private static HtmlTable comparison(Comparison comparison) {
        HtmlTable table = HtmlTable.of(
                "",
                text("method"),
                number("greedy"),
                number("avg@k"),
                number("tokens sampled"),
                number("tokens trained"),
                number("steps"),
                number("learning rate"),
                number("seconds sampling"),
                number("seconds training"));
        for (MethodResult each : comparison.results()) {
            table = table.row(
                    each.method(),
                    each.score().greedy().toString(),
                    each.score().averageAtK().toString(),
                    Numbers.count(each.bill().tokensSampled()),
                    Numbers.count(each.bill().tokensTrained()),
                    Numbers.count(each.steps()),
                    Numbers.rate(each.learningRate()),
                    Numbers.seconds(each.bill().secondsSampling()),
                    Numbers.seconds(each.bill().secondsTraining()));
        }
        return table.withNote(comparison.isEmpty() ? "no result yet" : note(comparison));
    }

    private static HtmlTable choice(LearningRateChoice choice) {
        HtmlTable table = HtmlTable.of(
                "Learning rates of " + choice.best().method(),
                number("learning rate"),
                number("greedy"),
                number("avg@k"),
                text(""));
        for (LearningRateChoice.Trial each : choice.trials()) {
            Score score = each.result().score();
            table = table.row(
                    Numbers.rate(each.learningRate()),
                    score.greedy().toString(),
                    score.averageAtK().toString(),
                    choice.keeps(each) ? "kept" : "");
        }
        for (LearningRateChoice.Diverged each : choice.diverged()) {
            table = table.row(Numbers.rate(each.learningRate()), "", "", "diverged");
        }
        return choice.trials().isEmpty()
                ? table.withNote("no example to train on")
                : table.withNote(measuredOn(choice.trials().get(0).result().score())
                        + "; the kept rate was chosen on these, so its score is somewhat flattered; besides the kept run: "
                        + choice.searchCost());
    }

    private static String note(Comparison comparison) {
        return Stream.concat(Stream.of(measuredOn(comparison.results().get(0).score())), comparison.caveats().stream())
                .collect(Collectors.joining("; "));
    }

    private static String measuredOn(Score score) {
        String samples = score.k() > 0 ? ", k = " + score.k() : "";
        return Numbers.count(score.questions()) + " questions of " + score.problems() + samples + ", " + ERRORS;
    }

    private static String withCaveats(String note, Score score) {
        return Stream.concat(Stream.of(note), score.caveats().stream()).collect(Collectors.joining("; "));
    }

    private static HtmlTable bill(Bill bill) {
        return HtmlTable.of("", text(""), number("tokens"), number("seconds"))
                .row("sampling", Numbers.count(bill.tokensSampled()), Numbers.seconds(bill.secondsSampling()))
                .row("training", Numbers.count(bill.tokensTrained()), Numbers.seconds(bill.secondsTraining()))
                .withNote(
                        bill.tokensReused() > 0
                                ? Numbers.count(bill.tokensReused()) + " of the sampled tokens were at hand already"
                                : "");
    }
}
