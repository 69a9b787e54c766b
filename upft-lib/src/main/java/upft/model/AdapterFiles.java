package upft.model;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import upft.engine.AdapterLayout;
import upft.engine.DecoderModule;
import upft.engine.WeightLayout;
import upft.io.JsonFile;
import upft.io.UserException;

/** An adapter's directory in the form of PEFT: adapter_config.json and adapter_model.safetensors. */
final class AdapterFiles {
    static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String PREFIX = "base_model.model.";

    /** Fields that would mean something else than what is computed here, with the value under which they do not. */
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("peft_type", "\"LORA\""),
            Map.entry("bias", "\"none\""),
            Map.entry("use_dora", "false"),
            Map.entry("use_qalora", "false"),
            Map.entry("lora_bias", "false"),
            Map.entry("fan_in_fan_out", "false"),
            Map.entry("rank_pattern", "{}"),
            Map.entry("alpha_pattern", "{}"),
            Map.entry("modules_to_save", "[]"),
            Map.entry("target_parameters", "[]"),
            Map.entry("exclude_modules", "[]"),
            Map.entry("layers_to_transform", "[]"),
            Map.entry("trainable_token_indices", "[]"));

    private final JsonFile config;

    private AdapterFiles(JsonFile config) {
        this.config = config;
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(CONFIG));
    }

    /** @throws UserException if the configuration is of an adapter of another kind */
    static AdapterFiles read(Path directory) {
        JsonFile config = JsonFile.read(directory.resolve(CONFIG));
        PLAIN.forEach((field, plain) -> config.element(field)
                .filter(found -> !plain.equals(found.toString()))
                .ifPresent(found -> {
                    throw new UserException(config.file() + ": \"" + field + "\" is " + found
                            + ", which is not supported. Merge the adapter with PEFT and load the whole model.");
                }));
        return new AdapterFiles(config);
    }

    /**
     * Where the model that the adapter was made for is.
     *
     * @throws UserException if it is not on this machine
     */
    Path base() {
        String name = config.text("base_model_name_or_path").orElse("");
        Path directory = config.file().getParent();
        Path base = directory.resolve(name);
        if (name.isEmpty() || !Files.isDirectory(base)) {
            throw new UserException(
                    config.file() + " is of an adapter for the model \"" + name
                            + "\", which is no directory here. Load that model and give the adapter with it, as in %model MODEL --adapter DIRECTORY.");
        }
        return base.normalize();
    }

    LoraSettings settings() {
        return new LoraSettings(
                config.positive("r"),
                config.number("lora_alpha")
                        .orElseThrow(() -> config.unfit("lora_alpha", JsonNull.INSTANCE, "a number")),
                config.number("lora_dropout").orElse(0.0),
                config.truth("use_rslora").orElse(false) ? LoraSettings.Scaling.ROOT : LoraSettings.Scaling.RANK,
                targets());
    }

    /** By the last parts of their names: PEFT may write out every module, and what is missing then is told by its factors. */
    private Set<String> targets() {
        JsonElement found = config.element("target_modules").orElse(JsonNull.INSTANCE);
        if (found.isJsonPrimitive() && found.getAsString().equals("all-linear")) {
            return Set.of();
        }
        if (!found.isJsonArray() || found.getAsJsonArray().isEmpty()) {
            throw config.unfit("target_modules", found, "a list of names, such as [\"q_proj\", \"v_proj\"]");
        }
        return StreamSupport.stream(found.getAsJsonArray().spliterator(), false)
                .map(name -> name.getAsString().substring(name.getAsString().lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    /** @throws UserException naming a factor that is missing, unknown or of another shape */
    void fill(DecoderModule module) {
        AdapterLayout layout = module.adapter().orElseThrow();
        try (SafetensorsFile file = SafetensorsFile.open(config.file().resolveSibling(WEIGHTS))) {
            requireSameNames(file, layout);
            for (WeightLayout.Slot slot : layout.slots()) {
                SafetensorsFile.Entry entry = file.entries().get(PREFIX + slot.name());
                if (!Arrays.equals(entry.shape(), slot.shape())) {
                    throw new UserException("The tensor " + entry.name() + " in " + file.file() + " has shape "
                            + Arrays.toString(entry.shape()) + ", but the model and " + CONFIG + " ask for "
                            + Arrays.toString(slot.shape()) + ". Check that the adapter is of this model.");
                }
                module.fillAdapter(slot, 0, file.read(entry, 0, slot.rows() * slot.rowLength()));
            }
        }
    }

    private static void requireSameNames(SafetensorsFile file, AdapterLayout layout) {
        TreeSet<String> missing = layout.slots().stream()
                .map(slot -> PREFIX + slot.name())
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> unknown = new TreeSet<>(file.entries().keySet());
        unknown.removeAll(missing);
        missing.removeAll(file.entries().keySet());
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new UserException("The factors in " + file.file() + " do not fit the model and " + CONFIG
                    + ": missing " + WeightFiles.shortened(missing) + "; unknown " + WeightFiles.shortened(unknown)
                    + ". Check that the adapter is of this model.");
        }
    }

    /**
     * Writes the adapter of a module.
     *
     * @param base where the model is that it was made for, or its name
     */
    static void write(Path directory, String base, LoraSettings settings, DecoderModule module) {
        AdapterLayout layout = module.adapter().orElseThrow();
        List<SafetensorsWriter.Tensor> tensors = layout.slots().stream()
                .map(slot -> new SafetensorsWriter.Tensor(
                        PREFIX + slot.name(), slot.shape(), (first, count) -> module.readAdapter(slot, first, count)))
                .toList();
        byte[] config = configuration(base, settings, layout.shape().targets()).getBytes(StandardCharsets.UTF_8);
        ModelDirectory.write(directory, Map.of(CONFIG, config), WEIGHTS, StorageType.F32, tensors);
    }

    private static String configuration(String base, LoraSettings settings, Set<String> targets) {
        JsonObject config = new JsonObject();
        config.addProperty("peft_type", "LORA");
        config.addProperty("task_type", "CAUSAL_LM");
        config.addProperty("base_model_name_or_path", base);
        config.addProperty("r", settings.rank());
        config.addProperty("lora_alpha", settings.alpha());
        config.addProperty("lora_dropout", settings.dropout());
        config.addProperty("use_rslora", settings.scaling() == LoraSettings.Scaling.ROOT);
        JsonArray names = new JsonArray();
        new TreeSet<>(targets).forEach(names::add);
        config.add("target_modules", names);
        config.addProperty("bias", "none");
        config.addProperty("fan_in_fan_out", false);
        config.addProperty("inference_mode", true);
        return new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n";
    }
}
