package upft.kernel.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import upft.kernel.cell.MimeBundle;

/** The table that a notebook ends in, which is usually its result. */
public final class ResultTable {
    private ResultTable() {}

    /** The last output that is an HTML table, as the plain text that goes with it; empty if no cell showed a table. */
    public static Optional<String> lastOf(Notebook notebook) {
        List<MimeBundle> shown = new ArrayList<>(notebook.cells().stream()
                .flatMap(cell -> cell.outputs().stream())
                .flatMap(ResultTable::bundle)
                .toList());
        Collections.reverse(shown);
        return shown.stream()
                .map(MimeBundle::data)
                .filter(data -> data.getOrDefault("text/html", "").contains("<table"))
                .filter(data -> data.containsKey("text/plain"))
                .map(data -> data.get("text/plain"))
                .findFirst();
    }

    private static Stream<MimeBundle> bundle(Output output) {
        if (output instanceof Output.Display display) {
            return Stream.of(display.bundle());
        }
        return output instanceof Output.Result result ? Stream.of(result.bundle()) : Stream.empty();
    }
}
