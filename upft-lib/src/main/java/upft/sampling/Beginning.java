package upft.sampling;

import java.util.Arrays;
import java.util.List;

/** What all prompts begin with, such as the system's turn of a chat template: it is computed once for all of them. */
final class Beginning {
    /** A shorter one is not worth its own pass through the model. */
    private static final int LEAST = 8;

    private Beginning() {}

    /** The longest common beginning that leaves two tokens of each prompt; empty if that is short or there is one prompt. */
    static int[] of(List<int[]> prompts) {
        int[] first = prompts.get(0);
        int common = first.length;
        for (int[] prompt : prompts) {
            int differs = Arrays.mismatch(first, prompt);
            common = Math.min(common, Math.min(prompt.length - 2, differs < 0 ? first.length : differs));
        }
        return prompts.size() < 2 || common < LEAST ? new int[0] : Arrays.copyOf(first, common);
    }
}
