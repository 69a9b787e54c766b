package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.library.Maven;
import upft.kernel.magic.library.Maven.Network;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;

/** {@code %maven}: libraries by their coordinates. */
@Command(
        name = "maven",
        description = {
            "Add libraries by their Maven coordinates to the class path of cells, with all that they need to run.",
            "The lines below can import from them. What is in the local repository is taken from there; the rest is downloaded"
                    + " from Maven Central and the repositories of Maven's settings.xml, whose mirrors, proxies and passwords"
                    + " hold here too, and kept there. Snapshots are looked for anew each time.",
            "What the kernel itself is made of comes first: of a class that is in both, cells see the kernel's."
        })
@SuppressWarnings("rawtypes") // The type of the value is a class, and that of a list of paths is List.
final class MavenMagic implements Magic<List> {
    @Parameters(
            arity = "1..*",
            paramLabel = "GROUP:ARTIFACT:VERSION",
            description = "The library; GROUP:ARTIFACT:EXTENSION:CLASSIFIER:VERSION where it has them.")
    private List<String> coordinates;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "An address or a directory to look in before Maven Central; may be given several times.")
    private List<String> repositories = new ArrayList<>();

    @Option(
            names = "--local",
            paramLabel = "DIR",
            description = "The local repository (default: that of settings.xml, else ~/.m2/repository).")
    private String local;

    @Option(names = "--offline", description = "Take only what is on this machine.")
    private boolean offline;

    @Override
    public Class<List> resultType() {
        return List.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%maven org.apache.commons:commons-csv:1.14.1",
                "%maven my.group:my-tool:1.0-SNAPSHOT --repository https://repo.example.org/snapshots",
                "%maven my.group:my-tool:1.0-SNAPSHOT --offline");
    }

    @Override
    public Outcome<List> run(MagicRun run) {
        Session session = run.session();
        Maven maven = new Maven(
                repositories.stream().map(place -> place(place, session)).toList(),
                Optional.ofNullable(local).map(place -> Places.toWrite(place, session)),
                offline ? Network.NOT_USED : Network.USED);
        List<Path> jars = maven.resolve(coordinates, run.progress(), run.cancel());
        return AddedJars.outcome(session.libraries(), jars, code(maven));
    }

    /** Addresses are left as they are, directories are looked for where magics read. */
    private static String place(String typed, Session session) {
        if (typed.contains("://") || typed.startsWith("file:")) {
            return typed;
        }
        Path path = Path.of(Places.toRead(typed, session));
        return path.toAbsolutePath().normalize().toString();
    }

    private String code(Maven maven) {
        return "Maven.standard()"
                + maven.repositories().stream()
                        .map(place -> ".withRepository(" + Code.string(place) + ")")
                        .collect(Collectors.joining())
                + maven.local()
                        .map(place -> ".withLocal(Path.of(" + Code.string(place.toString()) + "))")
                        .orElse("")
                + (offline ? ".offline()" : "")
                + ".resolve("
                + coordinates.stream().map(Code::string).collect(Collectors.joining(", "))
                + ")";
    }
}
