package upft.bench.sample;

import java.nio.file.Path;
import upft.bench.ModelSize;
import upft.io.JsonFile;

/**
 * How much arithmetic and memory traffic decoding needs, whoever does it.
 *
 * @param parameters numbers that a token is multiplied with: all but an embedding that is only looked up
 * @param layers of the decoder
 * @param queryWidth query heads times head width
 * @param keyWidth key/value heads times head width
 */
record Arithmetic(long parameters, int layers, int queryWidth, int keyWidth) {
    /** @param allParameters the model's weights, the embedding among them */
    static Arithmetic of(Path model, long allParameters) {
        JsonFile config = JsonFile.read(model.resolve("config.json"));
        int heads = config.positive("num_attention_heads");
        int hidden = config.positive("hidden_size");
        int headWidth = config.integer("head_dim").orElse(hidden / heads);
        int keyHeads = config.integer("num_key_value_heads").orElse(heads);
        return new Arithmetic(
                ModelSize.of(model, allParameters).multiplied(),
                config.positive("num_hidden_layers"),
                heads * headWidth,
                keyHeads * headWidth);
    }

    /** Floating-point operations of one token that looks back on {@code context} tokens, itself among them. */
    double operations(long context) {
        return 2.0 * parameters + 4.0 * layers * queryWidth * context;
    }

    /** Those of the tokens {@code first} (from 0) to {@code last} - 1 after a prompt. */
    double operations(int prompt, int first, int last) {
        double sum = 0;
        for (int token = first; token < last; token++) {
            sum += operations(prompt + token);
        }
        return sum;
    }

    /** Bytes that float32 keys and values of so many tokens take. */
    double cacheBytes(long tokens) {
        return 2.0 * layers * keyWidth * Float.BYTES * tokens;
    }

    /** Bytes of cache that the tokens {@code first} to {@code last} - 1 after a prompt have to look at. */
    double bytesRead(int prompt, int first, int last) {
        double sum = 0;
        for (int token = first; token < last; token++) {
            sum += cacheBytes(prompt + token);
        }
        return sum;
    }

    /** Bytes of float32 weights that a pass through the model reads. */
    double weightBytes() {
        return (double) Float.BYTES * parameters;
    }
}
