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
 * @param columns for the cache, which of the packed tokens stands at each place of the rows padded at their start
 */
record PromptRows(PackedRows own, int[] behind, int[] columns) {
    /** @param beginning how many tokens all prompts begin with that are in the cache already */
    static PromptRows of(List<int[]> prompts, int beginning) {
        List<int[]> own = prompts.stream()
                .map(prompt -> Arrays.copyOfRange(prompt, beginning, prompt.length - 1))
                .toList();
        PackedRows packed = PackedRows.of(own).within(beginning, 1);
        int width = packed.width();
        int[] behind = new int[beginning == 0 ? 0 : own.size() * (beginning + width)];
        int[] columns = new int[own.size() * width];
        int at = 0;
        for (int row = 0; row < own.size(); row++) {
            int length = own.get(row).length;
            for (int i = 0; i < length; i++) {
                columns[row * width + width - length + i] = at + i;
            }
            for (int i = 0; beginning > 0 && i < beginning + length; i++) {
                behind[row * (beginning + width) + i] = i < beginning ? i : at + i;
            }
            at += length;
        }
        return new PromptRows(packed, behind, columns);
    }

    /** Whether there is nothing to compute: prompts of one token, at which decoding begins. */
    boolean isEmpty() {
        return own.ids().length == 0;
    }
}
