package upft.bench;

import java.nio.file.Path;
import upft.io.JsonFile;

/**
 * How many numbers a model's weights are, by what is done with them.
 *
 * @param parameters all of them, a tied embedding once
 * @param head those of the product that gives logits
 * @param lookedUp those of an embedding that no token is multiplied with; none if it is the head too
 */
public record ModelSize(long parameters, long head, long lookedUp) {
    /**
     * @param model a Hugging Face directory
     * @param parameters the model's weights, the embedding among them
     */
    public static ModelSize of(Path model, long parameters) {
        JsonFile config = JsonFile.read(model.resolve("config.json"));
        long table = (long) config.positive("vocab_size") * config.positive("hidden_size");
        boolean tied = config.truth("tie_word_embeddings").orElse(false);
        return new ModelSize(parameters, table, tied ? 0 : table);
    }

    /** What each token that is decoded is multiplied with. */
    public long multiplied() {
        return parameters - lookedUp;
    }

    /** What each token that is read is multiplied with: the layers, and not the head. */
    public long layers() {
        return multiplied() - head;
    }
}
