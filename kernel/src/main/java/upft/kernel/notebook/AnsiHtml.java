package upft.kernel.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import upft.kernel.display.Html;

/**
 * Terminal text as HTML: escaped, with ANSI colours and weights (the SGR sequences) as spans, other control sequences left
 * out, and lines that were written over with a carriage return shown as they stood at last.
 */
final class AnsiHtml {
    /** CSI sequences, OSC sequences (titles, links), and two-character escapes. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\u001b(?:\\[([0-9;:]*)[ -/]*([@-~])|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    /** What comes before a carriage return on its line; one at the line's end is a Windows line end. */
    private static final Pattern OVERWRITTEN = Pattern.compile("[^\n\r]*+\r++(?=[^\n\r])");

    private AnsiHtml() {}

    static String convert(String text) {
        String shown = OVERWRITTEN.matcher(text).replaceAll("");
        StringBuilder html = new StringBuilder();
        AnsiStyle style = AnsiStyle.PLAIN;
        Matcher escape = ESCAPE.matcher(shown);
        int end = 0;
        while (escape.find()) {
            append(html, style, shown.substring(end, escape.start()));
            if ("m".equals(escape.group(2))) {
                style = style.after(escape.group(1));
            }
            end = escape.end();
        }
        append(html, style, shown.substring(end));
        return html.toString();
    }

    private static void append(StringBuilder html, AnsiStyle style, String text) {
        if (text.isEmpty()) {
            return;
        }
        String escaped = Html.escape(text);
        if (style.equals(AnsiStyle.PLAIN)) {
            html.append(escaped);
        } else {
            html.append("<span style=\"").append(style.css()).append("\">");
            html.append(escaped).append("</span>");
        }
    }
}
