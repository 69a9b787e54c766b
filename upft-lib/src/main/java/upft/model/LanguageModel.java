package upft.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A causal language model with its tokenizer and chat template; weights live in native memory until closed. STUB */
public abstract class LanguageModel implements AutoCloseable {
    /** Loads a Hugging Face model directory. */
    public static LanguageModel load(Path directory) {
        throw new UnsupportedOperationException("pending");
    }

    public abstract String name();

    public abstract TextTokenizer tokenizer();

    /** The ids of a question as the model is asked it: chat template with the generation prompt, or the bare text. */
    public abstract int[] promptIds(String question);

    /** The ids that end a response, from generation_config.json, config.json and the tokenizer. */
    public abstract Set<Integer> endTokens();

    /** What generation_config.json asks for; fields it leaves out are the neutral ones. */
    public abstract DecodingSettings defaultDecoding();

    /** The longest sequence, prompt and response together. */
    public abstract int contextLength();

    /** Logits of every position, [ids.length][vocabulary]; for tests and inspection. */
    public abstract float[][] logits(int[] ids);

    /**
     * Puts the prompts into a fresh cache with room for {@code maxNewTokens} more a row. Rows with the same prompt array
     * contents, if adjacent, are prefilled once.
     */
    public abstract Decoding decode(List<int[]> prompts, int maxNewTokens, DecodingSettings settings);

    /** Copies the weights for training. */
    public abstract TrainingRun beginTraining(OptimizerSettings settings);

    /** Writes a Hugging Face directory that {@link #load} and transformers read. */
    public abstract void save(Path directory);

    /** Bytes of native memory that the weights take. */
    public abstract long nativeBytes();

    @Override
    public abstract void close();
}
