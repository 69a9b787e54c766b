package upft.model.architecture;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import upft.engine.WeightLayout;
import upft.io.JsonFile;

/**
 * The decoder that a config.json describes, for whichever of the supported architectures it names; also what becomes of
 * that config.json when the model is saved.
 */
public final class DecoderConfig {
    private static final List<Architecture> SUPPORTED =
            List.of(new Llama(), new Mistral(), new Qwen2(), new Qwen3(), new Olmo2(), new Phi3());

    private final JsonFile json;
    private final Architecture architecture;
    private final RopeConfig rope;
    private final WeightLayout layout;

    private DecoderConfig(JsonFile json, Architecture architecture) {
        this.json = json;
        this.architecture = architecture;
        this.rope = architecture.positions(RopeConfig.of(json));
        this.layout = new WeightLayout(architecture.shape(new ConfigReader(json, rope)), architecture.names());
    }

    /** @throws upft.io.UserException naming what was found and what is supported, or the field that is wrong */
    public static DecoderConfig of(JsonFile json) {
        return new DecoderConfig(json, named(json));
    }

    /** The decoder's shape, and where its weights lie. */
    public WeightLayout layout() {
        return layout;
    }

    /** The longest sequence: {@code max_position_embeddings}, or longer where scaled positions say so. */
    public int contextLength() {
        return rope.type().contextLength(rope);
    }

    /**
     * The config.json of a model that is saved: the original's fields, with positions and the type of the weights in the
     * spelling of transformers 4 and in that of 5, which both then read as the same model.
     *
     * @param weights the type's name, such as {@code float32}
     */
    public JsonObject saved(String weights) {
        JsonObject saved = json.object().deepCopy();
        saved.remove("auto_map"); // names program files, which are not saved
        saved.addProperty("torch_dtype", weights);
        saved.addProperty("dtype", weights);
        rope.spellOut(saved, architecture);
        return saved;
    }

    /** By {@code architectures} or, where that is missing, by {@code model_type}. */
    private static Architecture named(JsonFile json) {
        Optional<JsonElement> names = json.element("architectures");
        String found = names.map(DecoderConfig::single)
                .or(() -> json.text("model_type"))
                .orElse("none");
        return SUPPORTED.stream()
                .filter(each -> found.equals(names.isPresent() ? each.name() : each.type()))
                .findFirst()
                .orElseThrow(() -> Unsupported.in(
                        json,
                        "the architecture " + found,
                        SUPPORTED.stream().map(Architecture::name).collect(Collectors.toList())));
    }

    private static String single(JsonElement names) {
        boolean one = names.isJsonArray() && names.getAsJsonArray().size() == 1;
        JsonElement name = one ? names.getAsJsonArray().get(0) : names;
        return name.isJsonPrimitive() ? name.getAsString() : name.toString();
    }
}
