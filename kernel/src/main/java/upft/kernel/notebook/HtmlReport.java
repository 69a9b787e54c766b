package upft.kernel.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import upft.io.AtomicFiles;
import upft.kernel.display.Html;

/**
 * An executed notebook as one page that needs nothing else: no server, no network, no other file. HTML that cells displayed
 * (tables, charts with their scripts) stands in it as it is, everything else is escaped. The page's content policy lets it
 * reach no other place, so what it shows is what the notebook holds.
 */
public final class HtmlReport {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' "
            + "'unsafe-eval' data: blob:; img-src data: blob:; font-src data:; connect-src data: blob:; worker-src blob:";

    private final StringBuilder html = new StringBuilder();

    private HtmlReport() {}

    /** @throws upft.io.UserException naming the file if it cannot be written */
    public static void write(Notebook notebook, Path file) {
        AtomicFiles.writeString(file, render(notebook, file.getFileName().toString()));
    }

    /** @param fallbackTitle of the page if the notebook has no heading */
    static String render(Notebook notebook, String fallbackTitle) {
        HtmlReport report = new HtmlReport();
        report.head(title(notebook, fallbackTitle));
        notebook.cells().forEach(report::cell);
        report.html.append("</main>\n</body>\n</html>\n");
        return report.html.toString();
    }

    private static String title(Notebook notebook, String fallback) {
        return notebook.cells().stream()
                .filter(cell -> cell.kind() == Cell.Kind.MARKDOWN)
                .flatMap(cell -> cell.source().lines())
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(fallback);
    }

    private void head(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>\n")
                .append(stylesheet())
                .append("</style>\n</head>\n<body>\n<main>\n");
    }

    private static String stylesheet() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cell(Cell cell) {
        switch (cell.kind()) {
            case MARKDOWN ->
                html.append("<section class=\"markdown\">\n")
                        .append(MarkdownHtml.render(cell))
                        .append("</section>\n");
            case RAW ->
                html.append("<pre class=\"raw\">")
                        .append(Html.escape(cell.source()))
                        .append("</pre>\n");
            case CODE -> code(cell);
        }
    }

    private void code(Cell cell) {
        html.append("<section class=\"code\">\n<div class=\"count\">[");
        cell.executionCount().ifPresentOrElse(html::append, () -> html.append(' '));
        html.append("]</div>\n<pre class=\"source\"><code>")
                .append(Html.escape(cell.source()))
                .append("</code></pre>\n");
        cell.outputs().forEach(this::output);
        html.append("</section>\n");
    }

    private void output(Output output) {
        if (output instanceof Output.Stream stream) {
            text(stream.name(), stream.text());
        } else if (output instanceof Output.Failure failure) {
            text("error", failureText(failure));
        } else if (output instanceof Output.Display display) {
            bundle(display.bundle().data());
        } else if (output instanceof Output.Result result) {
            bundle(result.bundle().data());
        }
    }

    private static String failureText(Output.Failure failure) {
        return failure.traceback().isEmpty()
                ? failure.name() + ": " + failure.message()
                : String.join("\n", failure.traceback());
    }

    private void text(String cssClass, String text) {
        html.append("<pre class=\"output ")
                .append(cssClass)
                .append("\">")
                .append(AnsiHtml.convert(text))
                .append("</pre>\n");
    }

    /** Shows the richest representation there is. */
    private void bundle(Map<String, String> data) {
        if (data.containsKey("text/html")) {
            html.append("<div class=\"output html\">")
                    .append(data.get("text/html"))
                    .append("</div>\n");
            return;
        }
        for (String type : List.of("image/svg+xml", "image/png", "image/jpeg", "image/gif")) {
            if (data.containsKey(type)) {
                picture(type, data.get(type));
                return;
            }
        }
        text("result", data.getOrDefault("text/plain", "(no text form of " + String.join(", ", data.keySet()) + ")"));
    }

    /** SVG goes in as an image too, not as markup: its scripts then do not run and its ids do not clash. */
    private void picture(String type, String content) {
        String base64 = type.equals("image/svg+xml")
                ? Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))
                : content.replaceAll("\\s", "");
        html.append("<img class=\"output\" alt=\"\" src=\"data:")
                .append(type)
                .append(";base64,")
                .append(Html.escape(base64))
                .append("\">\n");
    }
}
