package upft.kernel.display;

import java.util.function.Function;
import upft.kernel.cell.MimeBundle;

/**
 * How values of one type are shown. The renderer's table of formatters is open: {@link Renderer#with} adds one.
 *
 * @param <T> the type, a class or an interface; values of its subtypes are shown alike unless they have a formatter of
 *     their own
 */
public interface ValueFormatter<T> {
    Class<T> type();

    /** @param value never null */
    MimeBundle format(T value);

    /** A formatter made of its two halves. */
    static <T> ValueFormatter<T> of(Class<T> type, Function<? super T, MimeBundle> format) {
        return new ValueFormatter<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public MimeBundle format(T value) {
                return format.apply(value);
            }
        };
    }

    /** A formatter that shows HTML, with {@code toString()} beside it for those who take text alone. */
    static <T> ValueFormatter<T> html(Class<T> type, Function<? super T, HtmlTable> table) {
        return of(type, value -> MimeBundle.html(table.apply(value).html(), PlainText.of(value)));
    }
}
