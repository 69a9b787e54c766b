package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.data.ProblemSet;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.recipe.Recipe;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.Traces;

/** {@code %sample}: traces to look at, which training uses again where they serve. */
@Command(
        name = "sample",
        description = {
            "Sample solutions (traces) of the training problems from the model.",
            "One whole trace a problem unless options say otherwise. What was sampled before is used again where it"
                    + " serves; %%train samples what it needs by itself."
        })
final class SampleMagic implements Magic<Traces> {
    @Option(
            names = "--take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "The first N training problems only.")
    private Integer take;

    @Option(
            names = {"-n", "--samples"},
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Traces a problem (default: 1).")
    private Integer samples;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Tokens a trace at most.")
    private Integer maxTokens;

    @Option(names = "--recipe", paramLabel = "RECIPE", description = "Sample what upft, sft or rft would need.")
    private RecipeName recipe;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Override
    public Class<Traces> resultType() {
        return Traces.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%sample --take 8", "var traces = %sample --take 50 -n 16 --temperature 1", "%sample --recipe rft");
    }

    @Override
    public Outcome<Traces> run(MagicRun run) {
        Session session = run.session();
        Settings settings = settings(session.settings());
        SamplingSettings how = sampling.over(settings.sampling(), session.model());
        ProblemSet train = session.dataset().train();
        ProblemSet problems = take == null ? train : train.take(take);
        Traces traces = new Sampler(session.model(), how)
                .sample(plan(problems, settings, how.seed()), session.known(), run.progress(), run.cancel());
        session.add(traces);
        return Outcome.of(traces, Summaries.of(traces, settings.maxTokens(), session.model()))
                .twin("var requests = " + planCode(settings, how.seed()) + ";")
                .twin("var traces = new Sampler(model, "
                        + Code.sampling(how, SamplingSettings.defaultsFor(session.model()))
                        + ").sample(requests, Progress.silent(), new CancelToken());")
                .showing(traces);
    }

    private Settings settings(Settings own) {
        Settings result = maxTokens == null ? own : own.withMaxTokens(maxTokens);
        return samples == null ? result : result.withRftSamples(samples);
    }

    private List<SampleRequest> plan(ProblemSet problems, Settings settings, long seed) {
        return recipe == null
                ? problems.problems().stream()
                        .map(problem -> new SampleRequest(problem, samplesOrOne(), settings.maxTokens()))
                        .toList()
                : made(settings, seed).plan(problems);
    }

    private String planCode(Settings settings, long seed) {
        String problems = "train" + (take == null ? "" : ".take(" + take + ")");
        return recipe == null
                ? problems + ".problems().stream().map(p -> new SampleRequest(p, " + samplesOrOne() + ", "
                        + settings.maxTokens() + ")).toList()"
                : Code.recipe(made(settings, seed)) + ".plan(" + problems + ")";
    }

    private Recipe made(Settings settings, long seed) {
        return recipe.make(settings, seed);
    }

    private int samplesOrOne() {
        return samples == null ? 1 : samples;
    }
}
