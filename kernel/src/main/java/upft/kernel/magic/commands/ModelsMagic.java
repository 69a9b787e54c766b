package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tech.tablesaw.api.Table;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;

/** {@code %models}: what is loaded, and the memory it takes. */
@Command(
        name = "models",
        description = {
            "List the models that are loaded, with the native memory of each.",
            "A model is freed when another takes its place: %%model frees all, %%train the one of the same name, %%reset"
                    + " everything."
        })
final class ModelsMagic implements Magic<Table> {
    @Override
    public Class<Table> resultType() {
        return Table.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%models");
    }

    @Override
    public Outcome<Table> run(MagicRun run) {
        Table models = run.session().models();
        double megabytes = models.longColumn("native_bytes").sum() / 1e6;
        return Outcome.of(models, String.format(Locale.ROOT, "%d models, %.1f MB", models.rowCount(), megabytes))
                .twin("var models = session.models();")
                .showing(models);
    }
}
