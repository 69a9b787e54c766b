package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import upft.kernel.cell.MimeBundle;
import upft.kernel.display.Html;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRegistry;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.MagicTable;
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
        String list = Stream.concat(lines("%", registry.lines()), lines("%%", registry.cells()))
                .collect(Collectors.joining(
                        "\n", "", "\n%NAME --help tells more of each. %%NAME is the first line of a cell."));
        return Outcome.silent(list).showing(MimeBundle.html("<pre>" + Html.escape(list) + "</pre>", list));
    }

    private static Stream<String> lines(String prefix, MagicTable magics) {
        return magics.names().stream()
                .map(name -> String.format(Locale.ROOT, "%-11s %s", prefix + name, magics.summary(name)));
    }
}
