package upft.model;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import upft.engine.DecoderShape;
import upft.engine.WeightLayout;
import upft.io.JsonFile;
import upft.io.UserException;
import upft.model.architecture.DecoderConfig;

/** What a Hugging Face config.json says of a model. */
public final class ModelConfig {
    private final DecoderConfig decoder;
    private final StorageType storage;
    private final Set<Integer> endTokens;

    private ModelConfig(DecoderConfig decoder, StorageType storage, Set<Integer> endTokens) {
        this.decoder = decoder;
        this.storage = storage;
        this.endTokens = Set.copyOf(endTokens);
    }

    /**
     * Reads a config.json.
     *
     * @throws UserException naming what was found and what is supported
     */
    public static ModelConfig read(Path file) {
        return of(JsonFile.read(file));
    }

    static ModelConfig of(JsonFile json) {
        return new ModelConfig(DecoderConfig.of(json), storage(json), idsOf(json, "eos_token_id"));
    }

    public DecoderShape shape() {
        return decoder.layout().shape();
    }

    /** Where the weights lie in the engine, by their names in the files. */
    public WeightLayout layout() {
        return decoder.layout();
    }

    /** The longest sequence, in tokens. */
    public int contextLength() {
        return decoder.contextLength();
    }

    /** The type of the numbers in the weights' files. */
    public StorageType storage() {
        return storage;
    }

    /** {@code eos_token_id}, one or several; may be empty. */
    public Set<Integer> endTokens() {
        return endTokens;
    }

    /** This configuration for a model that is saved: as transformers 4 and 5 both read it, nothing else changed. */
    String toJson() {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(decoder.saved(storage.torchName()))
                + "\n";
    }

    /** From transformers 5 on {@code dtype}, which comes first where both are there. */
    private static StorageType storage(JsonFile json) {
        String name = json.text("dtype").or(() -> json.text("torch_dtype")).orElse("float32");
        return StorageType.ofTorchName(name)
                .orElseThrow(() -> new UserException(json.file() + " asks for weights of type \"" + name
                        + "\". Supported: float32, float16, bfloat16."));
    }

    /** A field that holds one id or a list of ids. */
    static Set<Integer> idsOf(JsonFile json, String field) {
        Set<Integer> ids = new TreeSet<>();
        json.element(field).ifPresent(element -> {
            JsonArray values = new JsonArray();
            if (element.isJsonArray()) {
                values.addAll(element.getAsJsonArray());
            } else {
                values.add(element);
            }
            for (JsonElement value : values) {
                if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
                    throw json.unfit(field, element, "a token id or a list of token ids");
                }
                ids.add(value.getAsInt());
            }
        });
        return ids;
    }
}
