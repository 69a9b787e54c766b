package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tech.tablesaw.api.Table;
import upft.experiment.MethodRun;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;

/** {@code %runs}: what there is of runs, on disk and in the session. */
@Command(
        name = "runs",
        description = {
            "List the runs that are kept on disk, and those of the session.",
            "%%load brings one back. To delete one, delete its directory."
        })
final class RunsMagic implements Magic<Table> {
    @Override
    public Class<Table> resultType() {
        return Table.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%runs");
    }

    @Override
    public Outcome<Table> run(MagicRun magic) {
        Session session = magic.session();
        Table runs = session.keptRuns().toTable();
        String where = session.directory().resolve("runs").toString();
        List<String> loaded = session.runs().stream().map(RunsMagic::described).toList();
        return Outcome.of(
                        runs,
                        String.format(
                                Locale.ROOT,
                                "%d runs in %s, %.1f MB",
                                runs.rowCount(),
                                where,
                                runs.doubleColumn("megabytes").sum()))
                .saying(
                        loaded.isEmpty()
                                ? "In the session: none."
                                : "In the session: " + String.join(", ", loaded) + ".")
                .twin("var runs = Runs.in(Path.of(" + Code.string(where) + ")).toTable();")
                .showing(runs);
    }

    private static String described(MethodRun run) {
        return run.method()
                + run.directory().map(path -> " (" + path.getFileName() + ")").orElse(" (not on disk)");
    }
}
