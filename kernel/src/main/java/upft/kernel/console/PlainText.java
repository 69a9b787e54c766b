package upft.kernel.console;

import java.util.Map;
import upft.kernel.cell.MimeBundle;

/** What a terminal shows of a value. */
public final class PlainText {
    private PlainText() {}

    /** The plain text, or the names of the representations there are, so that no value is shown as nothing. */
    public static String of(MimeBundle bundle) {
        Map<String, String> data = bundle.data();
        return data.containsKey("text/plain") ? data.get("text/plain") : "(" + String.join(", ", data.keySet()) + ")";
    }
}
