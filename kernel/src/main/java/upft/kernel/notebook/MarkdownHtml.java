package upft.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown cells as HTML: CommonMark and tables. HTML tags in a cell are shown as text, not obeyed; formulas between dollar
 * signs are shown as their TeX source; pictures appear if they are attached to the cell or data URIs, others as their
 * alternative text, since a report fetches nothing.
 */
final class MarkdownHtml {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .customInlineContentParserFactory(new TexSpan.Factory())
            .build();

    private MarkdownHtml() {}

    static String render(Cell cell) {
        JsonObject attachments = cell.attachments().orElseGet(JsonObject::new);
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> attachedPictures(attachments))
                .build()
                .render(PARSER.parse(cell.source()));
    }

    private static AttributeProvider attachedPictures(JsonObject attachments) {
        return (Node node, String tag, Map<String, String> attributes) -> {
            if (node instanceof Image image && image.getDestination().startsWith("attachment:")) {
                String name = image.getDestination().substring("attachment:".length());
                attributes.put("src", dataUri(attachments.get(name)));
            }
        };
    }

    /** An attachment is a MIME bundle with, in practice, one entry. */
    private static String dataUri(JsonElement attachment) {
        if (!(attachment instanceof JsonObject bundle) || bundle.size() == 0) {
            return "data:,";
        }
        Map.Entry<String, JsonElement> entry = bundle.entrySet().iterator().next();
        return "data:" + entry.getKey() + ";base64,"
                + entry.getValue().getAsString().strip();
    }
}
