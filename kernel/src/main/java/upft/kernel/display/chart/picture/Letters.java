package upft.kernel.display.chart.picture;

import java.awt.AWTError;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Optional;

/** Whether this Java can draw letters: many a machine without a screen has neither fonts nor the libraries for them. */
public final class Letters {
    /** What to do where it cannot. */
    public static final String ADVICE = "Install the libraries for fonts, and a font (Debian, Ubuntu: apt install"
            + " libfreetype6 libharfbuzz0b libfontconfig1 fonts-dejavu-core).";

    private Letters() {}

    /** Why no letter can be drawn; empty if one can. */
    public static Optional<String> obstacle() {
        try {
            boolean drawn = Style.font(Font.PLAIN, 12)
                            .getStringBounds("x", new FontRenderContext(null, false, false))
                            .getWidth()
                    > 0;
            return drawn ? Optional.empty() : Optional.of("letters have no width");
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return Optional.of(e.toString());
        }
    }
}
