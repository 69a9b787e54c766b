package upft.kernel.display.chart;

/** The five entities that an HTML escaper writes. */
final class HtmlEntities {
    private HtmlEntities() {}

    /** The ampersand comes last, so that {@code &amp;lt;} gives {@code &lt;}. */
    static String decode(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
