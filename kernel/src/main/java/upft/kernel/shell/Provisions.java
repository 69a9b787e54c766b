package upft.kernel.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that cells know without having declared them and that are declared one by one: imports of single classes, and
 * variables. To declare one costs as much as a cell, and each makes every later cell take longer, so it waits until
 * somebody mentions the name.
 */
final class Provisions {
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+");

    private static final String IMPORT = "import ";

    /** What the compiler reads as any character, so that no word can be told from the text. */
    private static final String UNICODE_ESCAPE = "\\u";

    private final Map<String, String> waiting = new LinkedHashMap<>();

    /** @param imports names of single classes, in full */
    Provisions(List<String> imports, Map<String, ShellSettings.Binding> bindings) {
        for (String name : imports) {
            waiting.put(name.substring(name.lastIndexOf('.') + 1), IMPORT + name + ";");
        }
        bindings.forEach((name, binding) -> waiting.put(name, declaration(name, binding.type())));
    }

    /** Takes the declarations that have to run before some code can be compiled, in that order. */
    List<String> takeMentionedIn(String code) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        return take(code.contains(UNICODE_ESCAPE) ? List.copyOf(waiting.keySet()) : words(code));
    }

    /** Takes, besides those, the declarations of what the word before a cursor may become. */
    List<String> takeForCompletion(String code, int cursor) {
        List<String> taken = new ArrayList<>(takeMentionedIn(code));
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        if (!code.substring(0, start).stripTrailing().endsWith(".")) {
            String begun = code.substring(start, cursor);
            taken.addAll(take(waiting.keySet().stream()
                    .filter(name -> name.startsWith(begun))
                    .toList()));
        }
        return taken;
    }

    private List<String> take(Collection<String> names) {
        List<String> taken = new ArrayList<>();
        for (String name : names) {
            String declaration = waiting.remove(name);
            if (declaration != null) {
                if (!declaration.startsWith(IMPORT)) {
                    taken.addAll(takeMentionedIn(declaration)); // Its type.
                }
                taken.add(declaration);
            }
        }
        return taken;
    }

    private static Set<String> words(String code) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static String declaration(String name, String type) {
        return "%s %s = (%s) %s.binding(\"%s\");"
                .formatted(type, name, boxed(type), CellRuntime.class.getSimpleName(), name);
    }

    private static String boxed(String type) {
        return switch (type) {
            case "int" -> "Integer";
            case "char" -> "Character";
            case "boolean", "byte", "short", "long", "float", "double" ->
                type.substring(0, 1).toUpperCase() + type.substring(1);
            default -> type;
        };
    }
}
