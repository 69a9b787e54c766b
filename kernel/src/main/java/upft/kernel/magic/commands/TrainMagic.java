package upft.kernel.magic.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.data.ProblemSet;
import upft.evaluation.Evaluation;
import upft.experiment.LearningRateChoice;
import upft.experiment.LearningRateSearch;
import upft.experiment.Method;
import upft.experiment.MethodRun;
import upft.experiment.RunRequest;
import upft.io.UserException;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.recipe.TrainingExample;
import upft.recipe.TrainingSet;
import upft.training.TrainingSettings;

/** {@code %train}: one method from plan to tuned model. */
@Command(
        name = "train",
        description = {
            "Fine-tune a copy of the model by a recipe; the model itself stays as it is.",
            "Samples what the recipe needs and is not at hand, no more. A result of the same name is replaced in the session.",
            "The run is kept in runs/NAME where the notebook's files go: traces, log, checkpoints, at the end the model;"
                    + " %%load brings it back. After an interrupt or a crash the same line with --resume goes on."
        })
final class TrainMagic implements Magic<Object> {
    @Parameters(
            paramLabel = "RECIPE",
            description =
                    "upft: the first tokens of one trace a problem. sft: one whole trace a problem. rft: one whole"
                            + " trace of several, with the right answer.")
    private RecipeName recipe;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the result (default: the recipe's).")
    private String name;

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
            description = "Traces a problem of rft, and of upft with --label-filter.")
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
    private RecipeOptions form = new RecipeOptions();

    @Mixin
    private FairOptions fair = new FairOptions();

    @Mixin
    private DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin
    private LoraOptions lora = new LoraOptions();

    @Mixin
    private KeepingOptions keeping = new KeepingOptions();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Override
    public Class<?> resultType() {
        return dryRun.wanted() ? TrainingSet.class : MethodRun.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%train upft",
                "%train upft --dry-run --show 5",
                "%train rft --samples 4 --correct all",
                "%train upft --match steps:rft --lr 1e-6,1e-5,1e-4 --name upft-fair",
                "%train upft --lora 16 --lora-targets q_proj,v_proj --name adapter",
                "%train upft --resume",
                "%train upft --eval-every 10 --keep best",
                "var long = %train upft --prefix 32 --name upft32",
                "%train sft --traces teacher");
    }

    @Override
    public Outcome<Object> run(MagicRun run) {
        Session session = run.session();
        dryRun.check();
        Settings settings = settings(session.settings());
        Method method = method(settings, session);
        Optional<FairOptions.Reference> reference = fair.reference(epochs != null, session);
        Optional<Evaluation> dev = fair.development(session);
        if (dev.isPresent()) {
            keeping.refuseForSearch();
        } else if (keeping.saves() && !dryRun.wanted()) {
            return kept(method, reference, settings, run);
        }
        Training training = training(method, run).matching(reference, session);
        if (dryRun.wanted()) {
            return dry(training, session);
        }
        return dev.isPresent()
                ? searched(training, dev.get(), settings, run)
                : trained(training, reference.isPresent(), settings, run);
    }

    /** A run that is kept on disk while it goes on. */
    private Outcome<Object> kept(
            Method method, Optional<FairOptions.Reference> reference, Settings settings, MagicRun run) {
        Session session = run.session();
        RunRequest plain = new RunRequest(method, session.model(), problems(session)).knowing(session.known());
        RunRequest sampled = traces == null ? plain : plain.on(session.imported(traces));
        RunRequest request = reference
                .map(other -> sampled.adjusting(other.adjustment(session)))
                .orElse(sampled);
        Optional<String> unfinished = keeping.unfinished(request, session);
        MethodRun done = keeping.run(request, run);
        session.add(done);
        Stops.requireSaved(done, run.cancel());
        Method made =
                done.tuned().map(tuned -> method.with(tuned.log().settings())).orElse(method);
        TrainTwin twin = new TrainTwin(
                method,
                session.model(),
                expression(),
                Optional.ofNullable(traces).map(Code::variable));
        return new Outcome<Object>(
                        done,
                        Summaries.of(made, done, settings.maxTokens(), session.model()),
                        twin.kept(keeping, reference, session),
                        Optional.empty())
                .saying(Stops.said(done))
                .saying(Summaries.kept(done))
                .saying(unfinished.orElse(""));
    }

    private ProblemSet problems(Session session) {
        ProblemSet train = session.dataset().train();
        return take == null ? train : train.take(take);
    }

    private String expression() {
        return "train" + (take == null ? "" : ".take(" + take + ")");
    }

    private Training training(Method method, MagicRun run) {
        return Training.of(method, problems(run.session()), expression(), Optional.ofNullable(traces), run);
    }

    private Outcome<Object> dry(Training training, Session session) {
        session.add(training.traces());
        Set<TrainingExample> shown = dryRun.chosen(training.examples());
        return new Outcome<>(
                training.examples(),
                Summaries.ofDryRun(training, fair.learningRates()),
                training.code(),
                Optional.of(ExamplesView.of(shown, session.model().tokenizer())));
    }

    private Outcome<Object> trained(Training training, boolean inSteps, Settings settings, MagicRun run) {
        Session session = run.session();
        MethodRun done = training.train(session.model(), run.progress(), run.cancel());
        session.add(done);
        List<String> said = Summaries.of(training.method(), done, settings.maxTokens(), session.model());
        List<String> code = inSteps
                ? training.codeWith(training.twin().trained())
                : training.twin().run();
        return new Outcome<Object>(done, said, code, Optional.empty()).saying(Stops.said(done));
    }

    private Outcome<Object> searched(Training training, Evaluation dev, Settings settings, MagicRun run) {
        Session session = run.session();
        LearningRateSearch search = new LearningRateSearch(training.method(), fair.learningRates(), dev);
        LearningRateChoice choice =
                search.run(session.model(), training.traces(), training.examples(), run.progress(), run.cancel());
        session.add(choice.best());
        fair.remember(choice, session);
        Method kept = training.method().with(choice.settings(training.method().training()));
        List<String> said = Summaries.of(kept, choice.best(), settings.maxTokens(), session.model());
        List<String> code = training.twin().searched(search, settings.evaluation());
        return new Outcome<Object>(choice.best(), said, training.codeWith(code), Optional.of(choice))
                .saying(Summaries.of(choice));
    }

    private Method method(Settings settings, Session session) {
        long seed = sampling.seedOr(settings.sampling().seed());
        String method = name == null ? recipe.name().toLowerCase(Locale.ROOT) : name;
        if (method.equals(Session.BASE)) {
            throw new UserException("--name " + Session.BASE + " is the name of the model itself. Choose another.");
        }
        return new Method(
                method,
                form.over(recipe.make(settings, seed), settings.rftSamples(), session.model()),
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
        TrainingSettings result = lora.over(optimizer.over(own.withSeed(sampling.seedOr(own.seed()))));
        List<Double> rates = fair.learningRates();
        result = rates.isEmpty() ? result : result.withLearningRate(rates.get(0));
        result = epochs == null ? result : result.withEpochs(epochs);
        return batch == null ? result : result.withBatchSize(batch);
    }
}
