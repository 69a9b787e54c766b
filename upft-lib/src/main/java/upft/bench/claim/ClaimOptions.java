package upft.bench.claim;

import java.nio.file.Path;
import upft.bench.Programs;
import upft.io.UserException;
import upft.recipe.Recipe;

/**
 * What the methods are compared on.
 *
 * @param model a Hugging Face directory
 * @param questions a JSONL file such as GSM8K's test.jsonl
 * @param count questions that each method is given
 * @param maxTokens of a whole trace
 * @param programs how the processes are started
 */
public record ClaimOptions(Path model, Path questions, int count, int maxTokens, Programs programs) {
    /** Questions that the goals are meant for. */
    public static final int COUNT = 32;

    /** Of a whole trace, as recipes have it by themselves. */
    public static final int MAX_TOKENS = Recipe.DEFAULT_MAX_TOKENS;

    public ClaimOptions {
        if (count < 1 || maxTokens < 1) {
            throw new UserException(
                    "Questions and tokens must be at least 1, not " + count + " and " + maxTokens + ".");
        }
    }

    /** Whether it is no smaller run, for trying things out. */
    boolean meantForGoals() {
        return count >= COUNT && maxTokens >= MAX_TOKENS;
    }
}
