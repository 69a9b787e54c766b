package upft.kernel.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that cells know without having declared them and that are declared one by one: imports of single classes, and
 * variables. To declare one costs as much as a cell, so it waits until a cell mentions the name or nothing else is to be
 * done.
 */
final class Provisions {
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+");

    /** What the compiler reads as any character, so that no word can be told from the text. */
    private static final String UNICODE_ESCAPE = "\\u";

    private final Map<String, String> waiting = new LinkedHashMap<>();

    /** @param imports names of single classes, in full */
    Provisions(List<String> imports, Map<String, ShellSettings.Binding> bindings) {
        for (String name : imports) {
            waiting.put(name.substring(name.lastIndexOf('.') + 1), "import " + name + ";");
        }
        bindings.forEach((name, binding) -> waiting.put(name, declaration(name, binding.type())));
    }

    /** Takes the declarations that have to run before some code can be compiled, in that order. */
    List<String> takeMentionedIn(String code) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        if (code.contains(UNICODE_ESCAPE)) {
            return takeAll();
        }
        List<String> taken = new ArrayList<>();
        for (String word : words(code)) {
            String declaration = waiting.remove(word);
            if (declaration != null) {
                taken.addAll(takeMentionedIn(declaration));
                taken.add(declaration);
            }
        }
        return taken;
    }

    List<String> takeAll() {
        List<String> all = List.copyOf(waiting.values());
        waiting.clear();
        return all;
    }

    /** Takes one that needs none of the others. */
    Optional<String> takeNext() {
        Iterator<String> first = waiting.values().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        String declaration = first.next();
        first.remove();
        return Optional.of(declaration);
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
