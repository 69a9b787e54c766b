package upft.kernel.magic.commands;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;

/** {@code %lsmagic}: what magics there are. */
@Command(name = "lsmagic", description = "List all magics.")
final class ListMagic implements Magic<String> {
    @Override
    public Class<String> resultType() {
        return String.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%lsmagic");
    }

    @Override
    public Outcome<String> run(MagicRun run) {
        MagicRegistry registry = run.registry();
        String list = registry.names().stream()
                .map(name -> String.format("%%%-10s %s", name, registry.summary(name)))
                .collect(Collectors.joining("\n", "", "\n%NAME --help tells more of each."));
        return Outcome.silent(list).showing(MimeBundle.html("<pre>" + Html.escape(list) + "</pre>", list));
    }
}
