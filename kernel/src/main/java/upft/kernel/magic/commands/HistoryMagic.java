package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import upft.io.AtomicFiles;
import upft.io.UserException;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.kernel.display.PlainText;
import upft.kernel.history.History;
import upft.kernel.history.HistoryEntry;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;

/** {@code %history}: the cells that were run. */
@Command(
        name = "history",
        description = {
            "Show the cells that were run in this session, in an earlier one, or in all.",
            "The value is a table with a row a cell: session, cell, source and result."
        })
final class HistoryMagic implements Magic<Table> {
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+)?)?");
    private static final int CHARACTERS = 10_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "CELLS",
            description = "Numbers of cells: 4, or 4-7, or 4- for those from 4 on (default: all).")
    private String cells;

    @Option(
            names = "--session",
            paramLabel = "N",
            description = "Of session number N; -1 is the one before this, -2 the one before that.")
    private Integer session;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description =
                    "Of all sessions, the cells that have this text; * in it stands for any text, ? for any character.")
    private String search;

    @Option(
            names = "--last",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "The last N only; without other options, of all sessions.")
    private Integer last;

    @Option(names = "--results", description = "Show what the cells gave too.")
    private boolean results;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the cells to a file, which %%load FILE runs.")
    private String save;

    @Override
    public Class<Table> resultType() {
        return Table.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%history", "%history 3-5 --save steps.jsh", "%history --session -1", "%history --search *train*rft");
    }

    @Override
    public Outcome<Table> run(MagicRun run) {
        List<HistoryEntry> found = entries(run.history());
        Outcome<Table> outcome = Outcome.<Table>silent(table(found)).showing(view(found));
        if (save == null) {
            return outcome;
        }
        Path file = Places.toWrite(save, run.session());
        AtomicFiles.writeString(
                file, found.stream().map(HistoryEntry::source).collect(Collectors.joining("\n\n", "", "\n")));
        return Outcome.of(table(found), "Wrote " + found.size() + " cells to " + file + ".");
    }

    private List<HistoryEntry> entries(History history) {
        if (search != null) {
            requireAlone("--search", cells != null || session != null);
            return history.search("*" + search + "*", last == null ? Integer.MAX_VALUE : last, History.Repeats.LATEST);
        }
        if (last != null && cells == null && session == null) {
            return history.tail(last);
        }
        Matcher range = RANGE.matcher(cells == null ? "1-" : cells);
        if (!range.matches()) {
            throw new UserException(
                    "%history: CELLS must be a number as in 4, or a range as in 4-7 or 4-, not " + cells + ".");
        }
        int start = number(range.group(1));
        int stop = cells != null && cells.indexOf('-') < 0
                ? start
                : Optional.ofNullable(range.group(2)).map(this::number).orElse(Integer.MAX_VALUE - 1);
        List<HistoryEntry> found = history.range(session == null ? 0 : session, start, stop + 1);
        return last == null ? found : found.subList(Math.max(0, found.size() - last), found.size());
    }

    private int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new UserException("%history: there is no cell " + digits + ".", e);
        }
    }

    private static void requireAlone(String option, boolean others) {
        if (others) {
            throw new UserException("%history: " + option + " looks through all sessions, so that neither CELLS nor"
                    + " --session goes with it.");
        }
    }

    private static Table table(List<HistoryEntry> entries) {
        return Table.create(
                "history",
                IntColumn.create(
                        "session",
                        entries.stream().mapToInt(HistoryEntry::session).toArray()),
                IntColumn.create(
                        "cell", entries.stream().mapToInt(HistoryEntry::line).toArray()),
                StringColumn.create("source", entries.stream().map(HistoryEntry::source)),
                StringColumn.create(
                        "result", entries.stream().map(entry -> entry.result().orElse(""))));
    }

    private MimeBundle view(List<HistoryEntry> entries) {
        String text = entries.isEmpty()
                ? "There are no such cells."
                : PlainText.cut(entries.stream().map(this::shown).collect(Collectors.joining("\n")), CHARACTERS);
        return MimeBundle.html("<pre>" + Html.escape(text) + "</pre>", text);
    }

    /** With the number of the session where more than one may be shown. */
    private String shown(HistoryEntry entry) {
        boolean ofOthers = search != null || session != null || last != null;
        String number = (ofOthers ? entry.session() + "/" : "") + entry.line();
        String indent = " ".repeat(number.length() + 3);
        String source = "[" + number + "] " + entry.source().stripTrailing().replace("\n", "\n" + indent);
        return results && entry.result().isPresent()
                ? source + "\n" + indent + "→ " + entry.result().get().replace("\n", "\n" + indent + "  ")
                : source;
    }
}
