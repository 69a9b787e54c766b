package upft.recipe;

/** A question to the ids of the prompt that asks it; {@code model::promptIds} is one. */
@FunctionalInterface
public interface PromptEncoder {
    int[] encode(String question);
}
