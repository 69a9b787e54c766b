package upft.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import upft.engine.DType;
import upft.engine.Device;
import upft.engine.Engine;

/**
 * A causal language model with its tokenizer and chat template; weights live in native memory until closed.
 *
 * <p>Models, and the decodings and training runs made from them, do not depend on each other's life: each holds memory of
 * its own and is closed on its own. Only a {@link Decoding} needs its model open. One that is forgotten is closed when the
 * garbage collector finds it, which may be late. None is for two threads at a time.
 */
public abstract class LanguageModel implements AutoCloseable {
    /**
     * Loads a Hugging Face model directory as float32, on an engine of its own: on a GPU where there is one. See the last
     * {@code load}.
     */
    public static LanguageModel load(Path directory) {
        return load(directory, Placement.AUTO);
    }

    /** Loads a Hugging Face model directory on an engine of its own. See the last {@code load}. */
    public static LanguageModel load(Path directory, Placement placement) {
        return DecoderLanguageModel.open(directory, new Engine(placement.device()), placement);
    }

    /** Loads a Hugging Face model directory on an engine of its own, under another name than the directory's. */
    public static LanguageModel load(Path directory, String name, Placement placement) {
        try (LanguageModel model = load(directory, placement)) {
            return model.named(name);
        }
    }

    /**
     * Loads a Hugging Face model directory: config.json, tokenizer.json, safetensors, single or in shards, and where they
     * are there generation_config.json, tokenizer_config.json and chat_template.jinja. Or an adapter as PEFT writes it, with
     * the model that it names.
     *
     * @param dtype how weights and caches are stored and computed with; training is float32, or float64 where that is given
     * @throws upft.io.UserException naming the file at fault and what to do about it
     */
    public static LanguageModel load(Path directory, Engine engine, DType dtype) {
        return DecoderLanguageModel.open(
                directory, engine, Placement.AUTO.on(engine.device()).as(dtype));
    }

    /** The directory's name, or that given to a snapshot. */
    public abstract String name();

    public abstract TextTokenizer tokenizer();

    /** The ids of a question as the model is asked it: chat template with the generation prompt, or the bare text. */
    public abstract int[] promptIds(String question);

    /** The ids that end a response, from generation_config.json, config.json and the tokenizer. */
    public abstract Set<Integer> endTokens();

    /** The id that is put behind a response which is not of this model: the tokenizer's end token, else the lowest. */
    public OptionalInt endToken() {
        return endTokens().stream().mapToInt(Integer::intValue).min();
    }

    /** What generation_config.json says of sampling. */
    public abstract GenerationConfig generationConfig();

    /** The longest sequence, prompt and response together. */
    public abstract int contextLength();

    /** Logits of every position, [ids.length][vocabulary]; for tests and inspection. */
    public abstract float[][] logits(int[] ids);

    /**
     * Decoding with no row yet.
     *
     * @param beginning tokens that all prompts will begin with, computed once; each prompt then has two tokens more at
     *     least. May be empty
     */
    public abstract Decoding decode(Decoding.Room room, int[] beginning, DecodingSettings settings);

    /** Decoding of these prompts, a row each. */
    public final Decoding decode(List<int[]> prompts, DecodingSettings settings) {
        Decoding decoding = decode(Decoding.Room.rows(prompts.size()), new int[0], settings);
        try {
            decoding.admit(
                    prompts.stream().map(ids -> new Decoding.Prompt(ids, 1)).toList(), () -> {});
            return decoding;
        } catch (RuntimeException e) {
            decoding.close();
            throw e;
        }
    }

    /** Training of all weights. See the other {@code beginTraining}. */
    public final TrainingRun beginTraining(OptimizerSettings settings) {
        return beginTraining(TrainingPlan.of(settings));
    }

    /**
     * Training of a copy of the weights, to which an adapter is added first; or of an adapter on top of the weights, which are
     * shared and stay as they are: a new one, or a copy of the one that this model has.
     *
     * @throws upft.io.UserException if the adapter does not fit the model, or is another than it has
     */
    public abstract TrainingRun beginTraining(TrainingPlan plan);

    /**
     * Refuses what {@link #beginTraining} would refuse, at once.
     *
     * @throws upft.io.UserException if the adapter does not fit the model, or is another than it has
     */
    public abstract void requireTrainable(TrainingPlan plan);

    /** What adapter the model has; empty if its weights are its own. */
    public abstract Optional<LoraSettings> adapter();

    /**
     * These weights, shared, with the adapter of a PEFT directory on top of them.
     *
     * @throws upft.io.UserException naming the file if the adapter is not of this model or of a kind that is not supported
     */
    public abstract LanguageModel withAdapter(Path directory);

    /** The model that the adapter is on top of, sharing its weights; this one's own weights if it has no adapter. */
    public abstract LanguageModel plain();

    /** The same model, sharing its weights, under another name. The memory is freed when both are closed. */
    public abstract LanguageModel named(String name);

    /** A model with weights of its own to which the adapter, if there is one, is added. */
    public abstract LanguageModel merged(String name);

    /**
     * Writes a Hugging Face directory that {@link #load} and transformers read, with the weights in the type that
     * config.json names. It is written under another name and then renamed. An existing directory is replaced if it is
     * empty or holds a model, else refused. Of a model with an adapter the adapter alone is written, as a PEFT directory.
     */
    public abstract void save(Path directory);

    /**
     * SHA-256 over configuration, tokenizer, chat template, weights and the type that they are computed in, as hex. The
     * first call reads all weights, about a second for a gigabyte; later ones know the answer.
     */
    public abstract String contentHash();

    /** How many numbers the weights are. */
    public abstract long parameters();

    /** Where the weights are and computation runs. */
    public abstract Device device();

    /** Bytes of native memory, of the processor or the GPU, that weights and adapter take, shared ones included. */
    public abstract long nativeBytes();

    /** Of {@link #nativeBytes} those that an adapter shares with the model that it is on top of; else 0. */
    public abstract long sharedBytes();

    @Override
    public abstract void close();
}
