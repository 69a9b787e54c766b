package upft.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;

/** What a magic did and its Java twin, as HTML and text. */
final class OutcomeView {
    private static final String CODE = "<pre style=\"margin:0.2em 0 0 0;padding:0 0 0 0.8em;"
            + "border-left:3px solid rgba(128,128,128,0.4);opacity:0.75\">%s</pre>";

    private OutcomeView() {}

    static MimeBundle of(Outcome<?> outcome) {
        return MimeBundle.html(html(outcome), text(outcome));
    }

    private static String html(Outcome<?> outcome) {
        String said = outcome.said().stream()
                .map(line -> "<div>" + Html.escape(line) + "</div>")
                .collect(Collectors.joining());
        return outcome.twin().isEmpty()
                ? said
                : said + String.format(CODE, Html.escape(String.join("\n", outcome.twin())));
    }

    private static String text(Outcome<?> outcome) {
        List<String> lines = new ArrayList<>(outcome.said());
        outcome.twin().forEach(line -> lines.add("    " + line));
        return String.join("\n", lines);
    }
}
