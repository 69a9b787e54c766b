package upft.kernel.display;

import java.util.function.Function;
import upft.kernel.cell.MimeBundle;

/**
 * The standard renderer, put together when the first value is shown: its formatters bring many classes with them, which a
 * kernel need not wait for when it starts. Safe for use by several threads.
 */
public final class LateRenderer implements Function<Object, MimeBundle> {
    private Renderer renderer;

    @Override
    public MimeBundle apply(Object value) {
        return renderer().render(value);
    }

    private synchronized Renderer renderer() {
        if (renderer == null) {
            renderer = Renderer.standard();
        }
        return renderer;
    }
}
