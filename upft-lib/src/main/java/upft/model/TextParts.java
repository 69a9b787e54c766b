package upft.model;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What of a model has to do with text. */
record TextParts(HuggingFaceTextTokenizer tokenizer, Optional<ChatTemplate> template) {
    /**
     * Reads them on a thread of its own: that takes as long as it takes to load libtorch and to make room for the weights,
     * and may as well be done meanwhile.
     */
    static CompletableFuture<TextParts> reading(ModelFiles files) {
        CompletableFuture<TextParts> reading = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.complete(of(files));
                    } catch (RuntimeException | Error e) {
                        reading.completeExceptionally(e);
                    }
                },
                "upft text");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }

    /** Waits for what is being read; what went wrong there is thrown here. */
    static TextParts read(CompletableFuture<TextParts> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** The token ids of a question as the model is asked it. */
    int[] encode(String question) {
        return tokenizer.encode(template.map(found -> found.render(question)).orElse(question));
    }

    private static TextParts of(ModelFiles files) {
        return new TextParts(
                HuggingFaceTextTokenizer.of(files.path(ModelFiles.TOKENIZER), files.tokenizer()),
                ChatTemplate.of(files));
    }
}
