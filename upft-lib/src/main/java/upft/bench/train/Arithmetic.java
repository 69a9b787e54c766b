package upft.bench.train;

import java.nio.file.Path;
import upft.bench.ModelSize;
import upft.io.JsonFile;
import upft.recipe.TrainingExample;

/**
 * How much arithmetic training needs, whoever does it: 6 operations a number and token (Kaplan et al. 2020), of which 2
 * are the product itself, 2 its gradient by the input and 2 that by the weight. The last are not needed of a weight that
 * stays as it is under an adapter; the adapter's own numbers need all 6.
 *
 * <p>Counted are the layers for each token that is read, which the last of a response is not, and the head for each token
 * in the loss. Not counted are attention's products of tokens with tokens, norms, the optimiser, padding, and anything
 * computed twice; nor is it taken into account that what two rows begin with need be computed once only.
 *
 * @param layers numbers that each token is multiplied with
 * @param head numbers that each token in the loss is multiplied with besides
 * @param adapter numbers of the adapter, which each token is multiplied with as well; 0 if all parameters are trained
 */
record Arithmetic(long layers, long head, long adapter) {
    private static final double TRAINED = 6;
    private static final double FROZEN = 4;

    static Arithmetic ofAll(ModelSize size) {
        return new Arithmetic(size.layers(), size.head(), 0);
    }

    /**
     * With an adapter on all projections of the layers.
     *
     * @param model a Hugging Face directory
     */
    static Arithmetic ofAdapter(ModelSize size, Path model, int rank) {
        JsonFile config = JsonFile.read(model.resolve("config.json"));
        long hidden = config.positive("hidden_size");
        int heads = config.positive("num_attention_heads");
        int headWidth = config.integer("head_dim").orElse((int) hidden / heads);
        long queries = (long) heads * headWidth;
        long keys = (long) config.integer("num_key_value_heads").orElse(heads) * headWidth;
        long inner = config.positive("intermediate_size");
        // Rows and columns of queries, output, keys, values, gate, up and down.
        long sides = 2 * (hidden + queries) + 2 * (hidden + keys) + 3 * (hidden + inner);
        return new Arithmetic(size.layers(), size.head(), rank * sides * config.positive("num_hidden_layers"));
    }

    /** Floating-point operations of one example in one step. */
    double operations(TrainingExample example) {
        double read = example.length() - 1.0;
        double weights = layers * read + (double) head * example.responseIds().length;
        return (adapter == 0 ? TRAINED : FROZEN) * weights + TRAINED * adapter * read;
    }
}
