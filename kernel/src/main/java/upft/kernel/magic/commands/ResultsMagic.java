package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import upft.experiment.Comparison;
import upft.io.UserException;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;

/** {@code %results}: all scores and costs as one table. */
@Command(name = "results", description = "Show accuracy and cost of every model that was scored, and save them.")
final class ResultsMagic implements Magic<Comparison> {
    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write the table as CSV. A relative path is taken from the notebook's output directory.")
    private String file;

    @Override
    public Class<Comparison> resultType() {
        return Comparison.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%results", "%results --save results.csv");
    }

    @Override
    public Outcome<Comparison> run(MagicRun run) {
        Session session = run.session();
        Comparison comparison = session.comparison();
        if (comparison.isEmpty()) {
            throw new UserException("There is no result yet. Run %eval.");
        }
        Outcome<Comparison> outcome = Outcome.silent(comparison)
                .twin("var results = session.comparison();")
                .showing(comparison);
        if (file == null) {
            return outcome;
        }
        Path target = Places.toWrite(file, session);
        comparison.save(target);
        return outcome.saying("Saved " + target).twin("results.save(Path.of(" + Code.string(target.toString()) + "));");
    }
}
