package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.evaluation.EvaluationResult;
import upft.evaluation.EvaluationSettings;
import upft.evaluation.SavedEvaluation;
import upft.experiment.RunDirectory;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.EvaluationPlan;
import upft.kernel.magic.session.Session;
import upft.task.Progress;

/** {@code %eval}: accuracy of the model and of what was trained from it. */
@Command(
        name = "eval",
        description = {
            "Measure accuracy: greedy, and avg@k (the mean of k sampled answers a question), with standard errors.",
            "Without a name: every model that has no score yet, the base model too; the value is that of the model trained"
                    + " last. With other problems or settings than before, earlier scores are dropped, as they could not be"
                    + " compared."
        })
final class EvalMagic implements Magic<EvaluationResult> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RESULT",
            description = "\"base\", or the name of a trained model; it is measured even if it has a score.")
    private String name;

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "dev",
            description = "dev, to choose settings on, or test, for the last figure (default: dev).")
    private Split split;

    @Option(
            names = "--take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "The first N problems only.")
    private Integer take;

    @Option(
            names = {"-k", "--samples"},
            paramLabel = "K",
            converter = OptionValue.CountOrNone.class,
            description = "Samples a question for avg@k; 0 leaves it out.")
    private Integer samples;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            converter = OptionValue.Positive.class,
            description = "Temperature of the samples.")
    private Double temperature;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Tokens an answer at most.")
    private Integer maxTokens;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the samples.")
    private Long seed;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Rows decoded together; no effect on the result.")
    private Integer rows;

    @Override
    public Class<EvaluationResult> resultType() {
        return EvaluationResult.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%eval", "%eval base --take 100", "var score = %eval upft --split test -k 8");
    }

    @Override
    public Outcome<EvaluationResult> run(MagicRun run) {
        Session session = run.session();
        EvaluationPlan plan = plan(session);
        boolean otherPlan = session.scoredOn().filter(old -> !old.equals(plan)).isPresent();
        List<String> names = names(session, plan);
        List<String> lines = new ArrayList<>(List.of("Measuring: " + Summaries.of(plan.settings(), session.model())));
        for (String each : names) {
            EvaluationResult result = new Evaluation(plan.problems(), plan.settings())
                    .of(session.model(each), named(each, run.progress()), run.cancel());
            session.add(each, plan, result);
            keep(each, plan, result, session);
            lines.add(each + ": " + result);
        }
        EvaluationResult value = session.scores().get(name == null ? last(session) : name);
        return new Outcome<>(value, lines, twin(names, plan), Optional.of(session.comparison()))
                .saying(names.isEmpty() ? "Every model has its score already; %eval NAME measures again." : "")
                .saying(otherPlan ? "Scores on other problems or with other settings were dropped." : "");
    }

    /** The score of a run that is kept on disk is kept there too. */
    private static void keep(String name, EvaluationPlan plan, EvaluationResult result, Session session) {
        if (!name.equals(Session.BASE)) {
            session.run(name)
                    .directory()
                    .map(RunDirectory::new)
                    .ifPresent(run -> run.save(new SavedEvaluation(plan.problems(), plan.settings(), result)));
        }
    }

    private EvaluationPlan plan(Session session) {
        ProblemSet part = split.of(session.dataset());
        EvaluationSettings settings = session.settings().evaluation();
        settings = samples == null ? settings : settings.withSamples(samples);
        settings = temperature == null ? settings : settings.withTemperature(temperature);
        settings = maxTokens == null ? settings : settings.withMaxTokens(maxTokens);
        settings = seed == null ? settings : settings.withSeed(seed);
        settings = rows == null ? settings : settings.withBatchSize(rows);
        return new EvaluationPlan(take == null ? part : part.take(take), settings);
    }

    /** The models to measure now. */
    private List<String> names(Session session, EvaluationPlan plan) {
        session.model(name == null ? Session.BASE : name);
        if (name != null) {
            return List.of(name);
        }
        boolean samePlan = session.scoredOn().equals(Optional.of(plan));
        return session.names().stream()
                .filter(each -> !samePlan || !session.scores().containsKey(each))
                .toList();
    }

    private static String last(Session session) {
        List<String> names = session.names();
        return names.get(names.size() - 1);
    }

    private static Progress named(String model, Progress progress) {
        return report -> progress.as(model + ": " + report.activity()).report(report);
    }

    private List<String> twin(List<String> names, EvaluationPlan plan) {
        String problems = split.name().toLowerCase(Locale.ROOT) + (take == null ? "" : ".take(" + take + ")");
        List<String> twin = new ArrayList<>();
        twin.add("var evaluation = new Evaluation(" + problems + ", " + Code.evaluation(plan.settings()) + ");");
        for (String each : names) {
            String name = Code.variable(each);
            String model = each.equals(Session.BASE) ? "model" : name + ".tuned().get().model()";
            twin.add("var " + name + "Score = evaluation.of(" + model + ", Progress.silent(), new CancelToken());");
        }
        return names.isEmpty() ? List.of() : twin;
    }
}
