package upft.kernel.magic.commands;

import java.util.List;
import picocli.CommandLine.Option;
import upft.engine.Activations;
import upft.io.UserException;
import upft.kernel.magic.OptionValue;
import upft.model.LoraSettings;
import upft.training.AdapterEnd;
import upft.training.TrainingSettings;

/** Options that say what of a model is trained, and in what memory. */
final class LoraOptions {
    @Option(
            names = "--lora",
            paramLabel = "R",
            converter = OptionValue.Count.class,
            description =
                    "Train a low-rank adapter (LoRA) of this rank, on top of the model's weights, in place of all of"
                            + " them.")
    private Integer rank;

    @Option(
            names = "--lora-alpha",
            paramLabel = "X",
            converter = OptionValue.Positive.class,
            description = "Scale of the adapter, over its rank (default: twice the rank).")
    private Double alpha;

    @Option(
            names = "--lora-dropout",
            paramLabel = "P",
            converter = OptionValue.Share.class,
            description = "Share of the adapter's input that is left out in training (default: 0).")
    private Double dropout;

    @Option(
            names = "--lora-targets",
            paramLabel = "NAMES",
            split = ",",
            description = "Projections with an adapter, such as q_proj,v_proj (default: all of the layers).")
    private List<String> targets = List.of();

    @Option(names = "--rslora", description = "Scale the adapter by alpha over the root of the rank.")
    private boolean rankStabilised;

    @Option(
            names = "--merge",
            description =
                    "Add the adapter to a copy of the model's weights at the end: the result is a whole model, not an"
                            + " adapter.")
    private boolean merged;

    @Option(
            names = "--recompute",
            description =
                    "Compute layers again for their gradient in place of keeping them: less memory, a third more time,"
                            + " the same result.")
    private boolean recompute;

    TrainingSettings over(TrainingSettings settings) {
        TrainingSettings result = recompute ? settings.withActivations(Activations.RECOMPUTED) : settings;
        if (rank != null) {
            return result.withAdapter(adapter()).withAdapterEnd(merged ? AdapterEnd.MERGED : AdapterEnd.APART);
        }
        if (alpha != null || dropout != null || !targets.isEmpty() || rankStabilised || merged) {
            throw new UserException(
                    "--lora-alpha, --lora-dropout, --lora-targets, --rslora and --merge are about an adapter."
                            + " Give its rank too, such as --lora 16.");
        }
        return result;
    }

    private LoraSettings adapter() {
        LoraSettings adapter = LoraSettings.defaults()
                .withRank(rank)
                .withAlpha(alpha == null ? 2.0 * rank : alpha)
                .withDropout(dropout == null ? 0 : dropout)
                .withTargets(targets.toArray(String[]::new));
        return rankStabilised ? adapter.withScaling(LoraSettings.Scaling.ROOT) : adapter;
    }
}
