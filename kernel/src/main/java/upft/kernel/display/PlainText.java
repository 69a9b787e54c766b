package upft.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Any value as text of a bearable length. Arrays are written as lists are, also within other values, and writing stops when
 * the text is long enough: a list of a million elements costs no more than one of a hundred.
 */
public final class PlainText {
    /** About three screens. */
    static final int CHARACTERS = 10_000;

    private static final int DEPTH = 8;

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    /** The value as text; where it was cut, the last line says so. */
    public static String of(Object value) {
        PlainText writer = new PlainText();
        writer.write(value, 0);
        return cut(writer.text.toString(), CHARACTERS);
    }

    /** The text's first {@code characters} at most, with a note of how much was left out. */
    public static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + String.format(Locale.ROOT, " … (%,d more characters)", text.length() - end);
    }

    private void write(Object value, int depth) {
        if (value == null) {
            text.append("null");
        } else if (depth >= DEPTH) {
            text.append('…');
        } else if (value.getClass().isArray()) {
            Iterator<?> elements = IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> Array.get(value, i))
                    .iterator();
            list(elements, Array.getLength(value), depth);
        } else if (value instanceof Collection<?> collection) {
            list(collection.iterator(), collection.size(), depth);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else {
            text.append(inItsOwnWords(value));
        }
    }

    private void list(Iterator<?> elements, int size, int depth) {
        text.append('[');
        for (int i = 0; elements.hasNext(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            if (full(size - i)) {
                break;
            }
            write(elements.next(), depth + 1);
        }
        text.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        text.append('{');
        int done = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (done > 0) {
                text.append(", ");
            }
            if (full(map.size() - done)) {
                break;
            }
            write(entry.getKey(), depth + 1);
            text.append('=');
            write(entry.getValue(), depth + 1);
            done++;
        }
        text.append('}');
    }

    /** Whether no more elements are written, in which case it says how many are left out. */
    private boolean full(int left) {
        if (text.length() < CHARACTERS - 100) {
            return false;
        }
        text.append(String.format(Locale.ROOT, "… (%,d more)", left));
        return true;
    }

    /** A broken {@code toString} of a user's class must not hide that the cell itself ran well. */
    private static String inItsOwnWords(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            return value.getClass().getName() + " (its toString() threw "
                    + e.getClass().getName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + ")";
        }
    }
}
