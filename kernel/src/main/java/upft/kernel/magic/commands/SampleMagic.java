package upft.kernel.magic.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import upft.data.ProblemSet;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.recipe.Recipe;
import upft.sampling.SampleRequest;
import upft.sampling.Sampler;
import upft.sampling.SamplingSettings;
import upft.sampling.TraceJournal;
import upft.sampling.TraceStore;
import upft.sampling.Traces;

/** {@code %sample}: traces to look at, which training uses again where they serve. */
@Command(
        name = "sample",
        description = {
            "Sample solutions (traces) of the training problems from the model.",
            "One whole trace a problem unless options say otherwise. What was sampled before is used again where it"
                    + " serves; %%train samples what it needs by itself.",
            "With --store each trace is in a file as soon as it is finished: after an interrupt or a crash the same line goes"
                    + " on where it stopped. A store is of one model, one training set (--take may take a part of it) and one"
                    + " way of sampling, and refuses others; more samples or more tokens may be asked of it later."
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

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Go on with the traces in this JSONL file and append what is missing.")
    private String store;

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    @Override
    public Class<Traces> resultType() {
        return Traces.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%sample --take 8",
                "var traces = %sample --take 50 -n 16 --temperature 1", "%sample --recipe rft --store rft.jsonl");
    }

    @Override
    public Outcome<Traces> run(MagicRun run) {
        Session session = run.session();
        Settings settings = settings(session.settings());
        SamplingSettings how = sampling.over(settings.sampling(), session.model());
        ProblemSet train = session.dataset().train();
        ProblemSet problems = take == null ? train : train.take(take);
        List<SampleRequest> requests = plan(problems, settings, how.seed());
        Sampler sampler = new Sampler(session.model(), how);
        List<String> said = new ArrayList<>();
        Traces traces = store == null
                ? sampler.sample(requests, session.known(), run.progress(), run.cancel())
                : stored(sampler, requests, run, said);
        session.add(traces);
        said.add(0, Summaries.of(traces, settings.maxTokens(), session.model()));
        return new Outcome<>(traces, said, twin(settings, how, session), Optional.of(traces));
    }

    /** Samples what the store lacks; of that, what the session has is stored as it is. */
    private Traces stored(Sampler sampler, List<SampleRequest> requests, MagicRun run, List<String> said) {
        Session session = run.session();
        Path file = Places.toWrite(store, session);
        try (TraceJournal journal =
                TraceJournal.open(file, sampler, session.dataset().train())) {
            TraceStore known = session.known().with(journal.traces());
            Traces traces = sampler.sample(requests, known, journal, run.progress(), run.cancel());
            said.addAll(journal.notes());
            said.add(String.format(
                    Locale.ROOT,
                    "Of these %,d were in the store %s, %,d were added to it.",
                    traces.size() - journal.added(),
                    file,
                    journal.added()));
            return traces;
        }
    }

    private List<String> twin(Settings settings, SamplingSettings how, Session session) {
        String requests = "var requests = " + planCode(settings, how.seed()) + ";";
        String sampler =
                "new Sampler(model, " + Code.sampling(how, SamplingSettings.defaultsFor(session.model())) + ")";
        String rest = ", Progress.silent(), new CancelToken());";
        if (store == null) {
            return List.of(requests, "var traces = " + sampler + ".sample(requests" + rest);
        }
        String file = Code.string(Places.toWrite(store, session).toString());
        return List.of(
                requests,
                "var sampler = " + sampler + ";",
                "Traces traces;",
                "try (var store = TraceJournal.open(Path.of(" + file + "), sampler, train)) {",
                "    traces = sampler.sample(requests, store" + rest,
                "}");
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
