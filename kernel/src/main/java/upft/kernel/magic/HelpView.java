package upft.kernel.magic;

import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;

/** Help as it stands, with its columns. */
final class HelpView {
    private HelpView() {}

    static MimeBundle of(String help) {
        return MimeBundle.html("<pre>" + Html.escape(help) + "</pre>", help);
    }
}
