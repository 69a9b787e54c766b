package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Command;
import upft.kernel.cell.MimeBundle;
import upft.kernel.cell.Variable;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;

/** {@code %who}: the names of variables. */
@Command(
        name = "who",
        description = "List the names of the variables that cells have declared. %%whos tells more of each.")
@SuppressWarnings("rawtypes") // The type of the value is a class, and that of a list of names is List.
final class WhoMagic implements Magic<List> {
    @Override
    public Class<List> resultType() {
        return List.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%who", "var names = %who");
    }

    @Override
    public Outcome<List> run(MagicRun run) {
        List<String> names =
                run.variables().get().stream().map(Variable::name).sorted().toList();
        String text = names.isEmpty() ? "There are no variables yet." : String.join("  ", names);
        return Outcome.<List>silent(names).showing(MimeBundle.text(text));
    }
}
