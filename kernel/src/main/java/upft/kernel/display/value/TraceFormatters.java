package upft.kernel.display.value;

import static upft.kernel.display.HtmlTable.Column.number;
import static upft.kernel.display.HtmlTable.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import upft.evaluation.GradedTrace;
import upft.kernel.display.HtmlTable;
import upft.kernel.display.ValueFormatter;
import upft.sampling.PrefixSummary;
import upft.sampling.Trace;
import upft.sampling.Traces;

/** What a model wrote. */
final class TraceFormatters {
    private static final int SHOWN = 5;

    private TraceFormatters() {}

    static List<ValueFormatter<?>> all() {
        return List.of(
                ValueFormatter.html(Trace.class, trace -> HtmlTable.pairs(id(trace), parts(trace))),
                ValueFormatter.html(GradedTrace.class, TraceFormatters::graded),
                ValueFormatter.html(Traces.class, TraceFormatters::traces),
                ValueFormatter.html(PrefixSummary.class, TraceFormatters::prefixes));
    }

    private static String id(Trace trace) {
        return trace.problem().id() + " #" + trace.sample();
    }

    private static String end(Trace trace) {
        return switch (trace.end()) {
            case END_TOKEN -> "ended";
            case STOP_STRING -> "stopped";
            case LENGTH -> "cut";
            case CONTEXT -> "context full";
        };
    }

    private static Map<String, String> parts(Trace trace) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("question", trace.problem().question());
        parts.put("response", trace.text());
        parts.put("tokens", Numbers.count(trace.length()) + ", " + end(trace));
        parts.put("origin", trace.origin().said());
        parts.put("log-probability", logProb(trace.logProb()));
        parts.put("log-probability as sampled", logProb(trace.samplingLogProb()));
        return parts;
    }

    private static String logProb(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "unknown";
    }

    private static HtmlTable graded(GradedTrace graded) {
        Map<String, String> parts = parts(graded.trace());
        parts.put("answer found", graded.answer().orElse("none"));
        parts.put("reference", graded.trace().problem().answer());
        parts.put("grade", graded.correct() ? "right" : "wrong");
        return HtmlTable.pairs(id(graded.trace()), parts);
    }

    private static HtmlTable traces(Traces traces) {
        HtmlTable table = HtmlTable.of(
                String.format(
                        Locale.ROOT,
                        "%,d traces from %s: %,d tokens, %.1f a trace, %s ended",
                        traces.size(),
                        traces.model(),
                        traces.tokens(),
                        traces.meanLength(),
                        Numbers.percent(traces.endedShare())),
                text("problem"),
                number("sample"),
                number("tokens"),
                text("end"),
                text("response"));
        for (Trace each : traces.traces().subList(0, Math.min(SHOWN, traces.size()))) {
            table = table.row(
                    each.problem().id(),
                    Numbers.count(each.sample()),
                    Numbers.count(each.length()),
                    end(each) + (each.imported() ? ", " + each.origin().said() : ""),
                    each.text());
        }
        String more = traces.size() > SHOWN ? "… " + Numbers.count(traces.size() - SHOWN) + " more traces; " : "";
        return table.withNote(more + (traces.imported() ? "brought in, none sampled here" : traces.bill()));
    }

    private static HtmlTable prefixes(PrefixSummary summary) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "tokens kept", Numbers.count(summary.tokensKept()) + " (" + Numbers.percent(summary.keptShare()) + ")");
        rows.put("tokens saved", Numbers.count(summary.tokensSaved()));
        rows.put("traces", Numbers.count(summary.traces()));
        rows.put("distinct prefixes", Numbers.count(summary.distinctPrefixes()));
        rows.put("traces a distinct prefix", String.format(Locale.ROOT, "%.2f", summary.coverage()));
        return HtmlTable.pairs("Prefix of " + Numbers.count(summary.tokens()) + " tokens", rows);
    }
}
