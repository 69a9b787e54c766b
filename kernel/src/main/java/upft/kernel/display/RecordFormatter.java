package upft.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import upft.kernel.cell.MimeBundle;

/** Any record as a table of its components; as text, in the record's own words unless those are the default ones. */
final class RecordFormatter implements ValueFormatter<Record> {
    @Override
    public Class<Record> type() {
        return Record.class;
    }

    @Override
    public MimeBundle format(Record value) {
        Map<String, String> components = components(value);
        String name = value.getClass().getSimpleName();
        return MimeBundle.html(HtmlTable.pairs(name, components).html(), text(value, name, components));
    }

    /** The default words show an array in a record as its address. */
    private static String text(Record value, String name, Map<String, String> components) {
        if (hasWordsOfItsOwn(value.getClass())) {
            return PlainText.of(value);
        }
        String text = components.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", ", name + "[", "]"));
        return PlainText.cut(text, PlainText.CHARACTERS);
    }

    private static boolean hasWordsOfItsOwn(Class<?> type) {
        try {
            // The compiler makes a record's default toString final.
            return !Modifier.isFinal(type.getMethod("toString").getModifiers());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every class has toString", e);
        }
    }

    private static Map<String, String> components(Record value) {
        Map<String, String> components = new LinkedHashMap<>();
        for (RecordComponent each : value.getClass().getRecordComponents()) {
            components.put(each.getName(), PlainText.of(component(value, each)));
        }
        return components;
    }

    private static Object component(Record value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (InvocationTargetException e) {
            return component.getName() + "() threw " + e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
