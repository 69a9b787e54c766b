package upft.kernel.display.value;

import static upft.kernel.display.HtmlTable.Column.number;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import upft.chart.Charts;
import upft.experiment.AblationResult;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.HtmlTable;
import upft.kernel.display.ValueFormatter;
import upft.kernel.display.chart.FigureFormatter;

/** An ablation as a table with its chart below. */
final class AblationFormatter implements ValueFormatter<AblationResult> {
    private final FigureFormatter figures = new FigureFormatter();

    @Override
    public Class<AblationResult> type() {
        return AblationResult.class;
    }

    @Override
    public MimeBundle format(AblationResult result) {
        String table = table(result).html();
        if (result.runs().isEmpty()) {
            return MimeBundle.html(table, result.toString());
        }
        Map<String, String> chart = figures.format(Charts.ablation(result)).data();
        Map<String, String> data = new LinkedHashMap<>(chart);
        data.put("text/plain", result + "\n" + chart.get("text/plain"));
        data.put("text/html", table + chart.get("text/html"));
        return new MimeBundle(data);
    }

    private static HtmlTable table(AblationResult result) {
        HtmlTable table = HtmlTable.of(
                "UPFT on " + result.questions(),
                number("structure"),
                number("prefix"),
                number("seeds"),
                number("greedy"),
                number("avg@k"),
                number("sd over seeds"),
                number("tokens sampled"),
                number("tokens trained"),
                number("steps"));
        for (AblationResult.Row row : result.rows()) {
            table = table.row(
                    String.valueOf(row.structure()),
                    Numbers.count(row.prefix()),
                    Numbers.count(row.seeds()),
                    row.greedy().toString(),
                    row.averageAtK().toString(),
                    Double.isNaN(row.spread()) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * row.spread()),
                    Numbers.count(Math.round(row.tokensSampled())),
                    Numbers.count(Math.round(row.tokensTrained())),
                    Numbers.count(Math.round(row.steps())));
        }
        return table.withNote("± 1 standard error over questions; tokens and steps are means of a run"
                + (result.k() > 0 ? "; k = " + result.k() : ""));
    }
}
