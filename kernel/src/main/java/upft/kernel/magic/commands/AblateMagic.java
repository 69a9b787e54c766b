package upft.kernel.magic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.data.ProblemSet;
import upft.experiment.Ablation;
import upft.experiment.AblationResult;
import upft.experiment.AblationStore;
import upft.io.UserException;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Places;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.recipe.Upft;
import upft.sampling.SamplingSettings;
import upft.training.TrainingSettings;

/** {@code %ablate}: UPFT over prefix lengths and structure ratios. */
@Command(
        name = "ablate",
        description = {
            "Train upft at several prefix lengths and structure ratios, with several seeds, and measure each.",
            "All is sampled once for a seed, at the longest prefix, and cut. The models are not kept, their scores are, on disk:"
                    + " a run that is done is not made again, and the same line goes on after an interrupt or a crash."
        })
final class AblateMagic implements Magic<AblationResult> {
    @Parameters(
            arity = "1..2",
            paramLabel = "NAME=X[,X]",
            description = "prefix=1,2,4,8,16 and structure=0,0.1: the lengths and ratios; of one that is not given the"
                    + " session's is taken.")
    private List<String> grid;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            converter = OptionValue.Count.class,
            description = "Runs of each length and ratio (default: 1). A seed draws traces, share and order.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; the others follow it.")
    private Long seed;

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
            names = "--take",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "The first N training problems only.")
    private Integer take;

    @Option(
            names = "--split",
            paramLabel = "PART",
            defaultValue = "dev",
            description = "dev, to choose settings on, or test, for the last figure (default: dev).")
    private Split split;

    @Option(
            names = "--questions",
            paramLabel = "N",
            converter = OptionValue.Count.class,
            description = "Measure on the first N problems of that only.")
    private Integer questions;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "ablations",
            description = "Keep runs and traces in this directory (default: ablations, where the notebook's files go).")
    private String store;

    @Option(
            names = "--no-save",
            description = "Keep runs and traces in memory alone: they are gone when the kernel ends.")
    private boolean unsaved;

    @Override
    public Class<AblationResult> resultType() {
        return AblationResult.class;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "%ablate prefix=1,2,4,8,16 --seeds 3",
                "%ablate prefix=4,8 structure=0,0.1,0.3 --store sweeps/structure",
                "var sweep = %ablate prefix=1,8,64 --split test");
    }

    @Override
    public Outcome<AblationResult> run(MagicRun run) {
        Session session = run.session();
        Ablation ablation = ablation(session);
        ProblemSet train = session.dataset().train();
        ProblemSet problems = take == null ? train : train.take(take);
        AblationResult result;
        if (unsaved) {
            result = ablation.run(session.model(), problems, session.ablations(), run.progress(), run.cancel());
        } else {
            try (AblationStore kept = AblationStore.open(Places.toWrite(store, session))) {
                result = ablation.run(session.model(), problems, kept, run.progress(), run.cancel());
            }
        }
        return new Outcome<>(result, said(ablation, result), twin(ablation, session), Optional.of(result));
    }

    private Ablation ablation(Session session) {
        Settings settings = session.settings();
        ProblemSet part = split.of(session.dataset());
        long first = seed == null ? settings.sampling().seed() : seed;
        return new Ablation(
                Upft.prefix(settings.prefix()).upTo(settings.maxTokens()),
                settings.sampling(),
                training(settings.training()),
                values("prefix", Integer::valueOf).orElse(List.of(settings.prefix())),
                values("structure", Double::valueOf).orElse(List.of(settings.structure())),
                LongStream.range(first, first + seeds).boxed().toList(),
                questions == null ? part : part.take(questions),
                settings.evaluation());
    }

    private TrainingSettings training(TrainingSettings own) {
        TrainingSettings result = learningRate == null ? own : own.withLearningRate(learningRate);
        result = epochs == null ? result : result.withEpochs(epochs);
        return batch == null ? result : result.withBatchSize(batch);
    }

    /** The values of a name of the grid; empty if it is not given. */
    private <T> Optional<List<T>> values(String name, Function<String, T> read) {
        requireKnown();
        List<String> given =
                grid.stream().filter(each -> each.startsWith(name + "=")).toList();
        if (given.size() > 1) {
            throw new UserException("%ablate: " + name + " is given twice.");
        }
        return given.stream().findFirst().map(each -> Stream.of(
                        each.substring(name.length() + 1).split(",", -1))
                .map(value -> value(each, value, read))
                .toList());
    }

    private static <T> T value(String given, String value, Function<String, T> read) {
        try {
            return read.apply(value);
        } catch (NumberFormatException e) {
            throw new UserException(
                    "%ablate: " + given + " has \"" + value
                            + "\", which is no such number. Give numbers with commas between them: prefix=1,2,4 or"
                            + " structure=0,0.1.",
                    e);
        }
    }

    private void requireKnown() {
        for (String each : grid) {
            if (!each.startsWith("prefix=") && !each.startsWith("structure=")) {
                throw new UserException("%ablate: there is no place for \"" + each
                        + "\". Give prefix=1,2,4 or structure=0,0.1 or both.");
            }
        }
    }

    private static List<String> said(Ablation ablation, AblationResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d runs, %,d of them were done before; measured on %s.",
                ablation.size(),
                result.known(),
                result.questions()));
        lines.add(
                "Standard errors are over questions, each question's answers averaged over the seeds; the spread over the"
                        + " seeds is beside them.");
        return lines;
    }

    private List<String> twin(Ablation ablation, Session session) {
        List<String> lines = new ArrayList<>(List.of(
                "var ablation = new Ablation(" + Code.recipe(ablation.recipe()) + ",",
                "        " + Code.sampling(ablation.sampling(), SamplingSettings.defaultsFor(session.model())) + ",",
                "        " + Code.training(ablation.training()) + ",",
                "        List.of(" + joined(ablation.prefixes()) + "), List.of(" + joined(ablation.structures())
                        + "), List.of("
                        + joined(ablation.seeds().stream()
                                .map(each -> each + "L")
                                .toList()) + "),",
                "        " + split.name().toLowerCase(Locale.ROOT)
                        + (questions == null ? "" : ".take(" + questions + ")") + ", "
                        + Code.evaluation(ablation.measuring())
                        + ");"));
        String problems = "train" + (take == null ? "" : ".take(" + take + ")");
        String call = "ablation.run(model, " + problems + ", %s, Progress.silent(), new CancelToken());";
        if (unsaved) {
            lines.add("var sweep = " + String.format(call, "session.ablations()"));
        } else {
            String directory = Code.string(Places.toWrite(store, session).toString());
            lines.add("AblationResult sweep;");
            lines.add("try (var store = AblationStore.open(Path.of(" + directory + "))) {");
            lines.add("    sweep = " + String.format(call, "store"));
            lines.add("}");
        }
        lines.add("var figure = Charts.ablation(sweep);");
        return lines;
    }

    private static String joined(List<?> values) {
        return String.join(", ", values.stream().map(String::valueOf).toList());
    }
}
