package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.data.ProblemSet;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.io.UserException;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.sampling.SamplingSettings;
import upft.training.TrainingSettings;

/** {@code %train}: one method from plan to tuned model. */
@Command(
        name = "train",
        description = {
            "Fine-tune a copy of the model by a recipe; the model itself stays as it is.",
            "Samples what the recipe needs and is not at hand, no more. A result of the same name is replaced."
        })
final class TrainMagic implements Magic<MethodRun> {
    @Parameters(
            paramLabel = "RECIPE",
            description =
                    "upft: the first tokens of one trace a problem. sft: one whole trace a problem. rft: one whole"
                            + " trace of several, with the right answer.")
    private RecipeName recipe;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the result (default: the recipe's).")
    private String name;

    @Option(
            names = "--lr",
            paramLabel = "X",
            converter = OptionValue.Positive.class,
            description = "Learning rate after the warm-up.")
    private Double learningRate;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Passes over the examples.")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Examples an optimiser step.")
    private Integer batch;

    @Option(
            names = "--prefix",
            paramLabel = "T",
            converter = OptionValue.Count.class,
            description = "Prefix length of upft, for this run only; see %%prefix.")
    private Integer prefix;

    @Option(
            names = "--structure",
            paramLabel = "P",
            converter = OptionValue.Share.class,
            description = "Share of the problems whose whole trace upft trains on.")
    private Double structure;

    @Option(
            names = "--samples",
            paramLabel = "K",
            converter = OptionValue.Count.class,
            description = "Traces a problem of rft.")
    private Integer samples;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Tokens a whole trace at most.")
    private Integer maxTokens;

    @Option(
            names = "--take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "The first N training problems only.")
    private Integer take;

    @Option(
            names = "--traces",
            paramLabel = "TRACES",
            description = "Train on traces that %%traces brought in under this name, and sample nothing; the options of"
                    + " sampling then have no effect, and problems without a trace give no example.")
    private String traces;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Override
    public Class<MethodRun> resultType() {
        return MethodRun.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%train upft",
                "%train rft --samples 4",
                "var long = %train upft --prefix 32 --name upft32",
                "%train sft --traces teacher");
    }

    @Override
    public Outcome<MethodRun> run(MagicRun run) {
        Session session = run.session();
        ProblemSet train = session.dataset().train();
        Settings settings = settings(session.settings());
        Method method = method(settings, session);
        ProblemSet problems = take == null ? train : train.take(take);
        MethodRun done = traces == null
                ? method.run(session.model(), problems, session.known(), run.progress(), run.cancel())
                : method.runOn(session.model(), problems, session.imported(traces), run.progress(), run.cancel());
        session.add(done);
        return Outcome.of(done, Summaries.of(method, done, settings.maxTokens(), session.model()))
                .twin("var method = new Method(" + Code.string(method.name()) + ", " + Code.recipe(method.recipe())
                        + ",")
                .twin("        " + Code.sampling(method.sampling(), SamplingSettings.defaultsFor(session.model()))
                        + ",")
                .twin("        " + Code.training(method.training()) + ");")
                .twin("var " + Code.variable(method.name()) + " = method." + (traces == null ? "run" : "runOn")
                        + "(model, train" + (take == null ? "" : ".take(" + take + ")")
                        + (traces == null ? "" : ", " + Code.variable(traces))
                        + ", Progress.silent(), new CancelToken());");
    }

    private Method method(Settings settings, Session session) {
        long seed = sampling.seedOr(settings.sampling().seed());
        String method = name == null ? recipe.name().toLowerCase(Locale.ROOT) : name;
        if (method.equals(Session.BASE)) {
            throw new UserException("--name " + Session.BASE + " is the name of the model itself. Choose another.");
        }
        return new Method(
                method,
                recipe.make(settings, seed),
                sampling.over(settings.sampling(), session.model()),
                training(settings.training()));
    }

    private Settings settings(Settings own) {
        Settings result = own;
        result = prefix == null ? result : result.withPrefix(prefix);
        result = structure == null ? result : result.withStructure(structure);
        result = samples == null ? result : result.withRftSamples(samples);
        return maxTokens == null ? result : result.withMaxTokens(maxTokens);
    }

    private TrainingSettings training(TrainingSettings own) {
        TrainingSettings result = own.withSeed(sampling.seedOr(own.seed()));
        result = learningRate == null ? result : result.withLearningRate(learningRate);
        result = epochs == null ? result : result.withEpochs(epochs);
        return batch == null ? result : result.withBatchSize(batch);
    }
}
