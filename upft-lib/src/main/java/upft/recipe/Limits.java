package upft.recipe;

import upft.io.UserException;

/** Checks of the recipes' numbers. */
final class Limits {
    private Limits() {}

    static void requireTokens(int maxTokens) {
        if (maxTokens < 1) {
            throw new UserException("The longest trace is " + maxTokens + " tokens. Give at least 1.");
        }
    }
}
