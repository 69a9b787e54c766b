package upft.model;

import java.util.Optional;

/** What of a model has to do with text. */
record TextParts(HuggingFaceTextTokenizer tokenizer, Optional<ChatTemplate> template) {
    /** The token ids of a question as the model is asked it. */
    int[] encode(String question) {
        return tokenizer.encode(template.map(found -> found.render(question)).orElse(question));
    }

    static TextParts of(ModelFiles files) {
        return new TextParts(
                HuggingFaceTextTokenizer.of(files.path(ModelFiles.TOKENIZER), files.tokenizer()),
                ChatTemplate.of(files));
    }
}
