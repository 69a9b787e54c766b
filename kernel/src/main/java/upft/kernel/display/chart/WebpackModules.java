package upft.kernel.display.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that webpack packed without minifying, as its modules: each begins with a line that holds its number in a marked
 * comment, and asks for others by {@code __webpack_require__(number)}.
 *
 * @param head what stands before the first module
 * @param modules source text by number, in the script's order
 * @param tail what stands behind the last module; it starts the entry module
 */
record WebpackModules(String head, Map<String, String> modules, String tail) {
    private static final Pattern MODULE = Pattern.compile("(?m)^/\\*\\*\\*/ (\\d+|\"[^\"\n]+\"):\n");
    private static final Pattern END = Pattern.compile("(?m)^/\\*{6}/ \t}\\);");
    private static final Pattern REQUIRE = Pattern.compile("__webpack_require__\\((\\d+)\\)");

    /** @throws IllegalStateException if the script is not packed in the way that is known here */
    static WebpackModules of(String script) {
        Matcher module = MODULE.matcher(script);
        List<Integer> starts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        while (module.find()) {
            starts.add(module.start());
            numbers.add(module.group(1));
        }
        Matcher end = END.matcher(script);
        if (starts.isEmpty() || !end.find(starts.get(starts.size() - 1))) {
            throw new IllegalStateException("The script is not packed as webpack's unminified output is");
        }
        starts.add(end.start());
        Map<String, String> modules = new LinkedHashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            modules.put(numbers.get(i), script.substring(starts.get(i), starts.get(i + 1)));
        }
        return new WebpackModules(script.substring(0, starts.get(0)), modules, script.substring(end.start()));
    }

    /** The module that the script starts with. */
    String entry() {
        return required(tail).get(0);
    }

    /** Numbers of the modules that a module's text asks for, in its order. */
    static List<String> required(String text) {
        return REQUIRE.matcher(text).results().map(each -> each.group(1)).toList();
    }

    /** This script with another text for one module. */
    WebpackModules with(String number, String text) {
        Map<String, String> changed = new LinkedHashMap<>(modules);
        changed.put(number, text);
        return new WebpackModules(head, changed, tail);
    }

    /** The script with those modules alone that the entry module asks for, by itself or through others. */
    String reachable() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(entry()));
        while (!open.isEmpty()) {
            String number = open.pop();
            if (reached.add(number)) {
                open.addAll(required(modules.get(number)));
            }
        }
        StringBuilder script = new StringBuilder(head);
        modules.forEach((number, text) -> script.append(reached.contains(number) ? text : ""));
        return script.append(tail).toString();
    }
}
