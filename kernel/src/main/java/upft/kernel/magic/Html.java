package upft.kernel.magic;

/** Text as HTML. */
public final class Html {
    private Html() {}

    /** Escapes what has a meaning in HTML text and in quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
