package upft.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Prompts on their way into a key/value cache: their tokens after a common beginning, packed without padding, without
 * their last ones, at which decoding begins.
 *
 * @param own tokens of each prompt that are put through the layers
 * @param behind for attention, which of beginning and packed tokens stands at each place of the rows padded at their end,
 *     each with the beginning before it; empty where there is no beginning
 * @param columns for the cache, the same for rows padded at their start
 * @param width tokens that the longest row takes in the cache
 */
record PromptRows(PackedRows own, int[] behind, int[] columns, int width) {
    /** @param beginning how many tokens all prompts begin with that are in the cache already */
    static PromptRows of(List<int[]> prompts, int beginning) {
        List<int[]> own = prompts.stream()
                .map(prompt -> Arrays.copyOfRange(prompt, beginning, prompt.length - 1))
                .toList();
        PackedRows packed = PackedRows.of(own).within(beginning, 1);
        int width = beginning + packed.width();
        int[] behind = new int[beginning == 0 ? 0 : own.size() * width];
        int[] columns = new int[own.size() * width];
        int at = beginning;
        for (int row = 0; row < own.size(); row++) {
            int length = beginning + own.get(row).length;
            int padding = width - length;
            for (int i = 0; i < length; i++) {
                int token = i < beginning ? i : at + i - beginning;
                columns[row * width + padding + i] = token;
                if (beginning > 0) {
                    behind[row * width + i] = token;
                }
            }
            at += length - beginning;
        }
        return new PromptRows(packed, behind, columns, width);
    }

    /** Whether there is nothing to compute: prompts of one token, at which decoding begins. */
    boolean isEmpty() {
        return own.ids().length == 0;
    }
}
