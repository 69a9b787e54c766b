package upft.recipe;

import java.util.OptionalInt;
import upft.io.UserException;

/** Checks of the recipes' numbers. */
final class Limits {
    private Limits() {}

    static void requireTokens(int maxTokens) {
        if (maxTokens < 1) {
            throw new UserException("The longest trace is " + maxTokens + " tokens. Give at least 1.");
        }
    }

    static void requireLength(OptionalInt maxLength) {
        if (maxLength.isPresent() && maxLength.getAsInt() < 2) {
            throw new UserException("The longest example is " + maxLength.getAsInt()
                    + " tokens. Give at least 2, one of the prompt and one of the response.");
        }
    }
}
