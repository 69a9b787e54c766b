package upft.kernel.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One value in several representations: MIME type to content (text as it is, binary as base64). */
public record MimeBundle(Map<String, String> data) {
    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of("text/plain", text));
    }

    public static MimeBundle html(String html, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/plain", text);
        data.put("text/html", html);
        return new MimeBundle(data);
    }
}
