package upft.kernel.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.chart.FigureFormatter;
import upft.kernel.display.value.UpftFormatters;

/**
 * Shows any Java object as a {@link MimeBundle}: by the formatter of its class, or of the nearest of its supertypes that
 * has one (its class first, then that class's interfaces, then its superclass and so on), else as plain text.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class Renderer {
    private final Map<Class<?>, ValueFormatter<?>> formatters;

    private Renderer(Map<Class<?>, ValueFormatter<?>> formatters) {
        this.formatters = Collections.unmodifiableMap(formatters);
    }

    /** Knows nothing but plain text. */
    public static Renderer plain() {
        return new Renderer(Map.of());
    }

    /** Knows tables, figures, images, records and the library's own values. */
    public static Renderer standard() {
        List<ValueFormatter<?>> all = new ArrayList<>(UpftFormatters.all());
        all.add(new RelationFormatter());
        all.add(new FigureFormatter());
        all.add(new ImageFormatter());
        all.add(new RecordFormatter());
        Renderer renderer = plain();
        for (ValueFormatter<?> each : all) {
            renderer = renderer.with(each);
        }
        return renderer;
    }

    /** This renderer with a formatter more; it takes the place of one for the same type. */
    public Renderer with(ValueFormatter<?> formatter) {
        Map<Class<?>, ValueFormatter<?>> more = new LinkedHashMap<>(formatters);
        more.put(formatter.type(), formatter);
        return new Renderer(more);
    }

    /**
     * The value in every representation known for it, {@code text/plain} always among them. Never throws for what a value
     * is: one that its formatter cannot show is shown as text, with the reason.
     */
    public MimeBundle render(Object value) {
        Optional<ValueFormatter<?>> formatter = value == null ? Optional.empty() : formatterOf(value.getClass());
        if (formatter.isEmpty()) {
            return MimeBundle.text(PlainText.of(value));
        }
        try {
            return format(formatter.get(), value);
        } catch (RuntimeException e) {
            return MimeBundle.text(PlainText.of(value) + "\n(Shown as text, as its display failed: " + e + ")");
        }
    }

    private static <T> MimeBundle format(ValueFormatter<T> formatter, Object value) {
        return formatter.format(formatter.type().cast(value));
    }

    private Optional<ValueFormatter<?>> formatterOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            ValueFormatter<?> formatter = formatters.get(each);
            Optional<ValueFormatter<?>> found =
                    formatter != null ? Optional.of(formatter) : formatterOfInterfaces(each);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<ValueFormatter<?>> formatterOfInterfaces(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            ValueFormatter<?> formatter = formatters.get(each);
            Optional<ValueFormatter<?>> found =
                    formatter != null ? Optional.of(formatter) : formatterOfInterfaces(each);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
