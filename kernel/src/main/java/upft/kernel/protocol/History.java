package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The cells of this session, kept in memory. */
final class History {
    private static final int SESSION = 1;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int line, String source, String result) {}

    void add(int line, String source, String result) {
        entries.add(new Entry(line, source, result));
    }

    /** Answers a history_request of any access type. */
    JsonObject answer(Request request) {
        List<Entry> found =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" -> range(request);
                    case "search" -> search(request);
                    default -> last(entries, request.number("n", entries.size()));
                };
        JsonArray rows = new JsonArray();
        found.forEach(entry -> rows.add(row(entry, request.flag("output", false))));
        JsonObject content = Contents.ok();
        content.add("history", rows);
        return content;
    }

    /** Session 0 is this one, as are negative ones that lead back to it; of other sessions nothing is known. */
    private List<Entry> range(Request request) {
        int session = request.number("session", 0);
        if (session != 0 && session != SESSION) {
            return List.of();
        }
        int start = request.number("start", 0);
        int stop = request.number("stop", Integer.MAX_VALUE);
        return entries.stream()
                .filter(entry -> entry.line() >= start && entry.line() < stop)
                .toList();
    }

    private List<Entry> search(Request request) {
        Predicate<String> pattern = glob(request.text("pattern", "*"));
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (pattern.test(entry.source())) {
                found.add(entry);
            }
        }
        return last(request.flag("unique", false) ? unique(found) : found, request.number("n", found.size()));
    }

    /** Of equal sources the last. */
    private static List<Entry> unique(List<Entry> found) {
        Map<String, Entry> bySource = new LinkedHashMap<>();
        for (Entry entry : found) {
            bySource.remove(entry.source());
            bySource.put(entry.source(), entry);
        }
        return List.copyOf(bySource.values());
    }

    private static List<Entry> last(List<Entry> all, int n) {
        return all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size());
    }

    private static Predicate<String> glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static JsonArray row(Entry entry, boolean withOutput) {
        JsonArray row = new JsonArray();
        row.add(SESSION);
        row.add(entry.line());
        if (withOutput) {
            JsonArray both = new JsonArray();
            both.add(entry.source());
            both.add(entry.result());
            row.add(both);
        } else {
            row.add(entry.source());
        }
        return row;
    }
}
