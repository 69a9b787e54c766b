package upft.engine;

import java.util.Set;

/**
 * Layers in which a token sees only itself and those just before it.
 *
 * @param tokens how many it sees in all; 0 where no layer is restricted
 * @param layers the restricted layers, counted from 0
 */
public record SlidingWindow(int tokens, Set<Integer> layers) {
    /** Every token sees all before it, in all layers. */
    public static final SlidingWindow NONE = new SlidingWindow(0, Set.of());

    public SlidingWindow {
        layers = Set.copyOf(layers);
        if (tokens < 0 || tokens == 0 && !layers.isEmpty()) {
            throw new IllegalArgumentException("a sliding window of " + tokens + " tokens");
        }
    }
}
