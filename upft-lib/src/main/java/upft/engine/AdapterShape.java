package upft.engine;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A low-rank adapter (LoRA, Hu et al. 2021): to a product W x it adds {@code scale} B A x, with A [rank, in] and B
 * [out, rank].
 *
 * @param scale alpha / rank, or alpha / sqrt(rank) where the rank is stabilised (Kalajdzievski 2023)
 * @param dropout share of x that is left out on the way to A in training, from 0 to below 1
 * @param targets the projections that have one, by the last part of their names, such as {@code q_proj}, in alphabetical order
 */
public record AdapterShape(int rank, double scale, double dropout, Set<String> targets) {
    public AdapterShape {
        targets = Collections.unmodifiableSet(new TreeSet<>(targets));
        if (rank < 1 || !(dropout >= 0 && dropout < 1) || !Double.isFinite(scale) || targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "rank " + rank + ", scale " + scale + ", dropout " + dropout + ", targets " + targets);
        }
    }
}
