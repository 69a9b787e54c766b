package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.model.TextTokenizer;
import upft.recipe.TrainingExample;

/**
 * Examples as they are trained on: text with special tokens spelled out, ids, and the loss mask, the trained part marked.
 * Colours are shades of the page's own, so that they suit a dark one too.
 */
final class ExamplesView {
    private static final String CUT = " ┃ ";
    private static final String HEAD = "<div style=\"margin-top:0.8em;font-weight:bold\">%s</div>";
    private static final String LINE = "<div style=\"white-space:pre-wrap;overflow-wrap:anywhere%s\">%s"
            + "<span style=\"opacity:0.6\">%s</span><span style=\"font-weight:bold;"
            + "background-color:rgba(25,118,210,0.18)\">%s</span></div>";
    private static final String MONOSPACE = ";font-family:monospace;font-size:smaller";

    private ExamplesView() {}

    /** @param examples as many as are shown */
    static MimeBundle of(Collection<TrainingExample> examples, TextTokenizer tokenizer) {
        StringBuilder html = new StringBuilder();
        List<String> text = new ArrayList<>();
        for (TrainingExample each : examples) {
            html.append(html(each, tokenizer));
            text.add(text(each, tokenizer));
        }
        return MimeBundle.html(html.toString(), String.join("\n\n", text));
    }

    private static String html(TrainingExample example, TextTokenizer tokenizer) {
        return String.format(HEAD, Html.escape(head(example)))
                + line("", "", tokenizer.spell(example.promptIds()), tokenizer.spell(example.responseIds()))
                + line(MONOSPACE, "ids&nbsp; ", ids(example.promptIds()) + " ", ids(example.responseIds()))
                + line(MONOSPACE, "mask ", mask(example.promptIds(), "0") + " ", mask(example.responseIds(), "1"));
    }

    /** @param name is HTML, the two parts are not */
    private static String line(String style, String name, String prompt, String response) {
        return String.format(LINE, style, name, Html.escape(prompt), Html.escape(response));
    }

    private static String text(TrainingExample example, TextTokenizer tokenizer) {
        String spelled = tokenizer.spell(example.promptIds()) + CUT + tokenizer.spell(example.responseIds());
        return String.join(
                "\n",
                head(example),
                "  " + spelled.replace("\n", "\n  "),
                "  ids  " + ids(example.promptIds()) + CUT + ids(example.responseIds()),
                "  mask " + mask(example.promptIds(), "0") + CUT + mask(example.responseIds(), "1"));
    }

    private static String head(TrainingExample example) {
        return String.format(
                Locale.ROOT,
                "%s, %s: %,d prompt tokens, %,d trained on",
                example.problemId(),
                example.kind() == TrainingExample.Kind.PREFIX ? "prefix" : "full trace",
                example.promptIds().length,
                example.responseIds().length);
    }

    private static String ids(int[] ids) {
        return Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    /** A digit for each token. */
    private static String mask(int[] ids, String digit) {
        return Arrays.stream(ids).mapToObj(id -> digit).collect(Collectors.joining(" "));
    }
}
