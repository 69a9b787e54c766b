package upft.kernel.magic.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import upft.io.UserException;
import upft.kernel.magic.Magic;
import upft.kernel.magic.MagicRun;
import upft.kernel.magic.OptionValue;
import upft.kernel.magic.Outcome;
import upft.kernel.magic.session.Session;
import upft.kernel.magic.session.Settings;
import upft.model.LanguageModel;
import upft.sampling.PrefixSummary;
import upft.sampling.Traces;

/** {@code %prefix}: UPFT's prefix length, and what it means for the traces at hand. */
@Command(
        name = "prefix",
        description = {
            "Set how many tokens UPFT keeps of a trace, or show it.",
            "Shows what that means for the traces sampled last: tokens kept and saved, distinct prefixes, some traces with"
                    + " the cut marked. Nothing is sampled."
        })
final class PrefixMagic implements Magic<PrefixSummary> {
    private static final PrefixSummary NO_TRACES = new PrefixSummary(0, 0, 0, 0, 0, 0);

    @Parameters(
            arity = "0..1",
            paramLabel = "T",
            converter = OptionValue.Count.class,
            description = "Tokens kept. Without it: the length as it is.")
    private Integer tokens;

    @Option(
            names = "--structure",
            paramLabel = "P",
            converter = OptionValue.Share.class,
            description = "Share of the problems whose whole trace is trained on.")
    private Double structure;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "3",
            converter = OptionValue.CountOrNone.class,
            description = "Traces shown with the cut marked (default: 3).")
    private int shown;

    @Override
    public Class<PrefixSummary> resultType() {
        return PrefixSummary.class;
    }

    @Override
    public List<String> examples() {
        return List.of("%prefix 8", "%prefix 16 --structure 0.3 --show 10");
    }

    @Override
    public Outcome<PrefixSummary> run(MagicRun run) {
        Session session = run.session();
        Settings settings = settings(session.settings());
        session.optionalModel().ifPresent(model -> requireFits(settings.prefix(), model));
        session.prefix(settings.prefix());
        session.structure(settings.structure());
        Optional<Traces> traces = session.lastTraces();
        PrefixSummary summary = traces.map(t -> t.prefixes(settings.prefix())).orElse(NO_TRACES);
        Outcome<PrefixSummary> outcome = Outcome.of(summary, said(settings))
                .twin("var recipe = "
                        + Code.recipe(RecipeName.UPFT.make(
                                settings, settings.sampling().seed())) + ";");
        return traces.isEmpty()
                ? outcome.saying("No traces to show it on yet: %sample makes some.")
                : outcome.twin("var summary = traces.prefixes(" + settings.prefix() + ");")
                        .showing(PrefixView.of(
                                summary, traces.get(), session.model().tokenizer(), shown));
    }

    private Settings settings(Settings own) {
        Settings result = tokens == null ? own : own.withPrefix(tokens);
        return structure == null ? result : result.withStructure(structure);
    }

    private static String said(Settings settings) {
        return "UPFT keeps the first " + settings.prefix() + " tokens of a trace, and the whole trace of "
                + Math.round(100 * settings.structure()) + "% of the problems.";
    }

    private static void requireFits(int tokens, LanguageModel model) {
        if (tokens >= model.contextLength()) {
            throw new UserException("A prefix of " + tokens + " tokens does not fit into the context of " + model.name()
                    + ", " + model.contextLength()
                    + " tokens, beside a question. Choose a shorter one, such as %prefix 8.");
        }
    }
}
