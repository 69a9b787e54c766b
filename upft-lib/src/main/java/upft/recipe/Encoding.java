package upft.recipe;

import upft.model.LanguageModel;
import upft.model.TextTokenizer;

/**
 * All that a recipe needs to know of the model that is trained: texts as its token ids, and how long a sequence may be.
 *
 * @param prompts a question to the ids of the prompt that asks it
 * @param tokenizer for what goes by the text of a response, see {@link Cut#WORDS}
 * @param contextLength tokens of the longest sequence
 */
public record Encoding(PromptEncoder prompts, TextTokenizer tokenizer, int contextLength) {
    public static Encoding of(LanguageModel model) {
        return new Encoding(model::promptIds, model.tokenizer(), model.contextLength());
    }
}
