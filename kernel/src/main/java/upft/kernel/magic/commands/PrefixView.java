package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.model.TextTokenizer;
import upft.sampling.PrefixSummary;
import upft.sampling.Trace;
import upft.sampling.Traces;

/** What a prefix length keeps of traces, with the cut marked in some of them. */
final class PrefixView {
    private static final String CUT = " ┃ ";
    private static final String QUESTION = "<div style=\"margin-top:0.6em;opacity:0.7\">%s</div>";
    private static final String TRACE = "<div style=\"white-space:pre-wrap\"><span style=\"font-weight:bold;"
            + "background-color:rgba(25,118,210,0.18)\">%s</span><span style=\"opacity:0.55\">%s</span></div>";

    private PrefixView() {}

    /** @param shown traces at most, the first of their problems */
    static MimeBundle of(PrefixSummary summary, Traces traces, TextTokenizer tokenizer, int shown) {
        StringBuilder html = new StringBuilder("<div>" + Html.escape(said(summary)) + "</div>");
        List<String> text = new ArrayList<>(List.of(said(summary)));
        for (Trace trace : chosen(traces, shown)) {
            String kept = trace.cut(summary.tokens(), tokenizer).text();
            String rest = rest(trace, kept);
            html.append(String.format(QUESTION, Html.escape(trace.problem().question())));
            html.append(String.format(TRACE, Html.escape(kept), Html.escape(rest)));
            text.add("\n" + trace.problem().question());
            text.add("  " + (kept + CUT + rest).replace("\n", "\n  "));
        }
        return MimeBundle.html(html.toString(), String.join("\n", text));
    }

    private static String said(PrefixSummary summary) {
        return String.format(
                Locale.ROOT,
                "%,d traces: %,d of %,d tokens kept (%.1f%%), %,d saved; %,d distinct prefixes, %.2f traces a prefix",
                summary.traces(),
                summary.tokensKept(),
                summary.tokensKept() + summary.tokensSaved(),
                100 * summary.keptShare(),
                summary.tokensSaved(),
                summary.distinctPrefixes(),
                summary.coverage());
    }

    private static List<Trace> chosen(Traces traces, int shown) {
        return traces.traces().stream()
                .filter(trace -> trace.sample() == 0)
                .limit(shown)
                .toList();
    }

    /** A cut inside a character leaves a replacement character at its end; the rest is then taken by length. */
    private static String rest(Trace trace, String kept) {
        return trace.text().substring(Math.min(kept.length(), trace.text().length()));
    }
}
