package upft.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import upft.kernel.history.History;
import upft.kernel.history.History.Repeats;
import upft.kernel.history.HistoryEntry;

/** Answers history_request, of any access type. */
record HistoryRequests(History history) {
    JsonObject answer(Request request) {
        List<HistoryEntry> found =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" ->
                        history.range(
                                request.number("session", 0),
                                request.number("start", 0),
                                request.number("stop", Integer.MAX_VALUE));
                    case "search" ->
                        history.search(
                                request.text("pattern", "*"),
                                request.number("n", Integer.MAX_VALUE),
                                request.flag("unique", false) ? Repeats.LATEST : Repeats.ALL);
                    default -> history.tail(request.number("n", Integer.MAX_VALUE));
                };
        JsonArray rows = new JsonArray();
        found.forEach(entry -> rows.add(row(entry, request.flag("output", false))));
        JsonObject content = Contents.ok();
        content.add("history", rows);
        return content;
    }

    private static JsonArray row(HistoryEntry entry, boolean withOutput) {
        JsonArray row = new JsonArray();
        row.add(entry.session());
        row.add(entry.line());
        if (withOutput) {
            JsonArray both = new JsonArray();
            both.add(entry.source());
            both.add(entry.result().orElse(null));
            row.add(both);
        } else {
            row.add(entry.source());
        }
        return row;
    }
}
