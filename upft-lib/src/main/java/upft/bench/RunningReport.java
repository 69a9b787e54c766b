package upft.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A report that is shown and saved section by section while a benchmark runs: what has been measured stays, whatever
 * happens to the rest.
 */
public final class RunningReport {
    private final String benchmark;
    private final Optional<Path> json;
    private final Consumer<String> out;
    private final Consumer<String> log;
    private final Map<String, String> conditions = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final long start = System.nanoTime();

    /**
     * @param json where rows are saved, if at all
     * @param out hears of results
     * @param log hears of what is being done
     */
    public RunningReport(String benchmark, Optional<Path> json, Consumer<String> out, Consumer<String> log) {
        this.benchmark = benchmark;
        this.json = json;
        this.out = out;
        this.log = log;
    }

    /** What is being done, in a line. */
    public void note(String line) {
        log.accept(String.format(Locale.ROOT, "[%4.0f s] %s", seconds(), line));
    }

    /** Conditions of the measurement; they are shown at once. */
    public void conditions(Map<String, String> more) {
        conditions.putAll(more);
        more.forEach((name, value) -> out.accept(name + ": " + value));
        save();
    }

    /** Rows that belong together. */
    public void section(String title, List<Row> more) {
        section(title, Table.of(more), more);
    }

    /** Rows that are shown in another way than as a table of their own. */
    public void section(String title, String shown, List<Row> more) {
        rows.addAll(more);
        out.accept("");
        out.accept(title);
        out.accept(shown);
        save();
    }

    /** Shows how long it took. */
    public Report end() {
        Report report = report();
        out.accept("");
        out.accept(String.format(Locale.ROOT, "Took %.0f s.", report.seconds()));
        json.ifPresent(file -> out.accept("Rows: " + file));
        save();
        return report;
    }

    private void save() {
        json.ifPresent(file -> report().save(file));
    }

    private Report report() {
        return new Report(benchmark, conditions, rows, seconds());
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
