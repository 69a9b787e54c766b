package upft.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import upft.engine.AdapterLayout;
import upft.engine.AdapterShape;
import upft.engine.WeightLayout;
import upft.io.Suggestion;
import upft.io.UserException;

/**
 * Low-rank adaptation (LoRA, Hu et al. 2021): the weights W stay as they are, and in their place W + s B A is used, of which
 * A [rank, in] and B [out, rank] alone are trained. Fields mean what they mean in PEFT's {@code LoraConfig}.
 *
 * @param rank r, at least 1
 * @param alpha the scale s is {@code alpha} over the rank, or over its root
 * @param dropout share of a product's input that is left out on the way to A in training, from 0 to below 1
 * @param scaling what alpha is divided by
 * @param targets projections that have an adapter, by the last part of their names, such as {@code q_proj}, in alphabetical
 *     order; empty for all
 */
public record LoraSettings(int rank, double alpha, double dropout, Scaling scaling, Set<String> targets) {
    private static final int DEFAULT_RANK = 16;
    private static final double DEFAULT_ALPHA = 32;

    /** What alpha is divided by. */
    public enum Scaling {
        /** The rank. */
        RANK,
        /** Its square root, which keeps what high ranks learn as large as what low ones do (Kalajdzievski 2023). */
        ROOT
    }

    /** @throws UserException if a number is out of its range */
    public LoraSettings {
        targets = Collections.unmodifiableSet(new TreeSet<>(targets));
        if (rank < 1) {
            throw new UserException("The LoRA rank is " + rank + ". Give at least 1, such as 16.");
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new UserException("LoRA's alpha is " + alpha + ". Give a positive number, such as 32.");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new UserException("LoRA's dropout is " + dropout + ". Give a share from 0 to below 1, such as 0.05.");
        }
    }

    /** Rank 16, alpha 32, no dropout, on all projections of the layers. */
    public static LoraSettings defaults() {
        return new LoraSettings(DEFAULT_RANK, DEFAULT_ALPHA, 0, Scaling.RANK, Set.of());
    }

    public LoraSettings withRank(int newRank) {
        return new LoraSettings(newRank, alpha, dropout, scaling, targets);
    }

    public LoraSettings withAlpha(double newAlpha) {
        return new LoraSettings(rank, newAlpha, dropout, scaling, targets);
    }

    public LoraSettings withDropout(double share) {
        return new LoraSettings(rank, alpha, share, scaling, targets);
    }

    public LoraSettings withScaling(Scaling newScaling) {
        return new LoraSettings(rank, alpha, dropout, newScaling, targets);
    }

    public LoraSettings withTargets(String... projections) {
        return new LoraSettings(rank, alpha, dropout, scaling, Set.of(projections));
    }

    /** s of W + s B A. */
    public double scale() {
        return switch (scaling) {
            case RANK -> alpha / rank;
            case ROOT -> alpha / Math.sqrt(rank);
        };
    }

    /** Such as "LoRA of rank 16, alpha 32, on q_proj and v_proj". */
    @Override
    public String toString() {
        return "LoRA of rank " + rank + ", alpha " + alpha
                + (scaling == Scaling.ROOT ? " over the rank's root" : "")
                + (dropout > 0 ? ", dropout " + dropout : "")
                + ", on " + (targets.isEmpty() ? "all projections" : String.join(", ", targets));
    }

    /** The adapter of a model with these weights; its targets are named one by one. */
    AdapterShape shape(WeightLayout weights) {
        List<String> known = AdapterLayout.projections(weights);
        for (String target : targets) {
            if (!known.contains(target)) {
                throw new UserException("LoRA's target " + target + " names no projection of the model."
                        + Suggestion.didYouMean(target, known) + " There are: " + String.join(", ", known) + ".");
            }
        }
        int smallest = AdapterLayout.smallestSide(weights, targets.isEmpty() ? Set.copyOf(known) : targets);
        if (rank > smallest) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "The LoRA rank is %d, but the smallest of the projections has %d rows or columns. Give at most that.",
                    rank,
                    smallest));
        }
        return new AdapterShape(rank, scale(), dropout, targets.isEmpty() ? new LinkedHashSet<>(known) : targets);
    }
}
