package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.catalog.Models;
import upft.evaluation.SavedEvaluation;
import upft.experiment.MethodRun;
import upft.experiment.RunDirectory;
import upft.experiment.RunLoading;
import upft.experiment.RunOptions;
import upft.io.UserException;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.SourceMagic;
import upft.kernel.magic.session.EvaluationPlan;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;
import upft.model.LanguageModel;

/** {@code %load}: a run that is kept on disk, or a file of Java. */
@Command(
        name = "load",
        description = {
            "Bring back a run that is kept on disk, or run a file of Java and magics.",
            "Of a run: its model, its traces and its scores. Where there is no model yet, the one that it was trained from is"
                    + " loaded too. %%runs lists the runs there are.",
            "What ends in .java, .jshell or .jsh is a file: it runs as if it stood here in the cell, on a line of its own;"
                    + " errors name its lines. The declaration of a package in it is left out."
        })
final class LoadMagic implements SourceMagic<MethodRun> {
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|jshell|jsh)", Pattern.CASE_INSENSITIVE);

    @Parameters(
            paramLabel = "RUN|FILE",
            description = "Name of the run's directory, such as upft or upft-2; or the file ($NAME and ~ work).")
    private String name;

    @Option(names = "--run", description = "It is a run, whatever its name ends in.")
    private boolean onDisk;

    @Override
    public Class<MethodRun> resultType() {
        return MethodRun.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%load upft", "var run = %load upft-2", "%load helpers.java");
    }

    @Override
    public boolean isSource() {
        return !onDisk && SOURCE.matcher(name).matches();
    }

    @Override
    public Path source(Session session) {
        return Path.of(Places.toRead(name, session));
    }

    @Override
    public Outcome<MethodRun> run(MagicRun magic) {
        Session session = magic.session();
        if (isSource()) {
            throw new UserException("%load " + name + " runs the file in its place, which is a line of its own.");
        }
        RunDirectory directory = session.keptRuns().get(name);
        RunLoading loading = new RunLoading(directory);
        List<String> said = new ArrayList<>();
        if (session.optionalModel().isEmpty()) {
            said.add(loadBase(loading, session));
        }
        MethodRun run = loading.run(session.model());
        session.add(run);
        said.add(0, "Loaded " + run);
        said.addAll(scores(directory, run, session));
        String twin = "var " + Code.variable(name) + " = new RunLoading(new RunDirectory(Path.of("
                + Code.string(directory.path().toString()) + "))).run(model);";
        return new Outcome<>(run, said, List.of(twin), Optional.empty());
    }

    private String loadBase(RunLoading loading, Session session) {
        RunOptions.Place place = loading.base()
                .orElseThrow(() -> new UserException("There is no model yet, and the run " + name
                        + " does not say where the one is that it was made from. Load that first, with %model."));
        LanguageModel base = Models.load(place.source(), place.adapter(), place.placement());
        session.use(base, place);
        return "Loaded the model that it was made from: " + place.source() + ".";
    }

    /** Only scores of one plan are compared; those of the session's own come first. */
    private static List<String> scores(RunDirectory directory, MethodRun run, Session session) {
        List<String> said = new ArrayList<>();
        for (SavedEvaluation each : directory.evaluations()) {
            EvaluationPlan plan = new EvaluationPlan(each.problems(), each.settings());
            boolean comparable =
                    session.scoredOn().isEmpty() || session.scoredOn().get().equals(plan);
            if (comparable) {
                session.add(run.method(), plan, each.result());
            }
            said.add(String.format(
                    Locale.ROOT,
                    "Scored: %s%s",
                    each.result(),
                    comparable ? "" : " (not among the session's scores, which are of another plan)"));
        }
        return said;
    }
}
