package upft.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import upft.engine.CacheRoom;
import upft.engine.DType;
import upft.engine.DecoderModule;
import upft.engine.DecoderTraining;
import upft.engine.Device;
import upft.engine.Engine;
import upft.engine.TokenChoice;
import upft.io.UserException;

/** A model whose weights and computation are the engine's. */
final class DecoderLanguageModel extends LanguageModel {
    /** Of the free memory, what keys and values may take; the rest is for what computing takes, and for other programs. */
    private static final double CACHE_SHARE = 0.7;

    private final String name;
    private final ModelFiles files;
    private final ModelConfig config;
    private final TextParts text;
    private final DecoderModule module;
    private final OptionalLong cacheBytes;
    private final Optional<LoraSettings> lora;
    private Optional<String> contentHash = Optional.empty();

    private DecoderLanguageModel(
            String name,
            ModelFiles files,
            TextParts text,
            DecoderModule module,
            OptionalLong cacheBytes,
            Optional<LoraSettings> lora) {
        this.name = name;
        this.files = files;
        this.config = files.config();
        this.text = text;
        this.module = module;
        this.cacheBytes = cacheBytes;
        this.lora = lora;
    }

    /** A model, or an adapter with the model that it names. */
    static DecoderLanguageModel open(Path directory, Engine engine, Placement placement) {
        if (!AdapterFiles.isIn(directory) || Files.exists(directory.resolve(ModelFiles.CONFIG))) {
            return openModel(directory, engine, placement);
        }
        try (DecoderLanguageModel base = openModel(AdapterFiles.read(directory).base(), engine, placement)) {
            return base.withAdapter(directory);
        }
    }

    private static DecoderLanguageModel openModel(Path directory, Engine engine, Placement placement) {
        DType dtype = placement.dtype();
        ModelFiles files = ModelFiles.read(directory);
        ModelConfig config = files.config();
        requireMemory(directory, config, dtype, engine.device(), engine.freeMemory());
        try (Aside aside = new Aside("upft text")) {
            // For a small model this takes as long as its weights do.
            Supplier<TextParts> text = aside.begin(() -> text(files));
            DecoderModule module = DecoderModule.zeros(engine, config.layout(), dtype);
            try (WeightFiles weights = WeightFiles.open(directory)) {
                weights.fill(module);
                return new DecoderLanguageModel(
                        ModelDirectory.nameOf(directory),
                        files,
                        text.get(),
                        module,
                        placement.cacheBytes(),
                        Optional.empty());
            } catch (RuntimeException e) {
                module.close();
                throw e;
            }
        }
    }

    /** The same files and tokenizer with other weights. */
    DecoderLanguageModel with(String newName, DecoderModule weights, Optional<LoraSettings> adapter) {
        return new DecoderLanguageModel(newName, files, text, weights, cacheBytes, adapter);
    }

    @Override
    public DecoderLanguageModel withAdapter(Path directory) {
        requirePlain("Another adapter cannot be put on top of it.");
        AdapterFiles adapter = AdapterFiles.read(directory);
        LoraSettings settings = adapter.settings();
        DecoderModule adapted = module.adapted(settings.shape(module.layout()));
        try {
            adapter.fill(adapted);
            return with(ModelDirectory.nameOf(directory), adapted, Optional.of(settings));
        } catch (RuntimeException e) {
            adapted.close();
            throw e;
        }
    }

    @Override
    public Optional<LoraSettings> adapter() {
        return lora;
    }

    @Override
    public LanguageModel merged(String newName) {
        return with(newName, module.copy(module.dtype()), Optional.empty());
    }

    @Override
    public LanguageModel plain() {
        return with(name, module.plain(), Optional.empty());
    }

    @Override
    public LanguageModel named(String newName) {
        return with(newName, module.shared(), lora);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TextTokenizer tokenizer() {
        return text.tokenizer();
    }

    @Override
    public int[] promptIds(String question) {
        return text.encode(question);
    }

    @Override
    public Set<Integer> endTokens() {
        Set<Integer> ends = new TreeSet<>(files.endTokens());
        tokenizersEnd().ifPresent(ends::add);
        return Set.copyOf(ends);
    }

    @Override
    public OptionalInt endToken() {
        return tokenizersEnd().map(OptionalInt::of).orElseGet(super::endToken);
    }

    private Optional<Integer> tokenizersEnd() {
        return files.tokenizerConfig().flatMap(ChatTemplate::endToken).flatMap(text.tokenizer()::id);
    }

    @Override
    public GenerationConfig generationConfig() {
        return files.generation();
    }

    @Override
    public int contextLength() {
        return config.contextLength();
    }

    @Override
    public float[][] logits(int[] ids) {
        return module.logits(ids);
    }

    @Override
    public Decoding decode(Decoding.Room room, int[] beginning, DecodingSettings settings) {
        TokenChoice choice = settings.choice(text.tokenizer().vocabularySize());
        long bytes = cacheBytes.orElseGet(() -> (long) (module.freeMemory() * CACHE_SHARE));
        CacheRoom rows = CacheRoom.of(room.rows(), room.newTokens(), bytes);
        return new CachedDecoding(module, choice, rows, beginning, contextLength(), this::requireRoom);
    }

    @Override
    public void requireTrainable(TrainingPlan plan) {
        plan.adapter().ifPresent(lora.isPresent() ? this::requireSame : other -> other.shape(module.layout()));
    }

    @Override
    public TrainingRun beginTraining(TrainingPlan plan) {
        requireTrainable(plan);
        if (plan.adapter().isEmpty()) {
            return new DecoderTrainingRun(
                    this, DecoderTraining.ofWeights(module, plan.activations()), module.dtype(), plan);
        }
        LoraSettings adapter = plan.adapter().get();
        if (lora.isPresent()) {
            return adapterTraining(module, plan);
        }
        try (DecoderModule fresh = module.adapted(adapter.shape(module.layout()))) {
            FreshAdapter.fill(fresh, plan.seed());
            return adapterTraining(fresh, plan);
        }
    }

    private TrainingRun adapterTraining(DecoderModule adapted, TrainingPlan plan) {
        return new DecoderTrainingRun(
                this, DecoderTraining.ofAdapter(adapted, plan.activations()), module.dtype(), plan);
    }

    private void requireSame(LoraSettings other) {
        boolean same = lora.orElseThrow().shape(module.layout()).equals(other.shape(module.layout()));
        if (!same) {
            throw new UserException(
                    name + " has an adapter, " + lora.get() + ", which can be trained on as it is, but not as " + other
                            + ". Give its settings, or merge it and begin another.");
        }
    }

    private void requirePlain(String consequence) {
        if (lora.isPresent()) {
            throw new UserException(name + " has an adapter. " + consequence + " Merge it first.");
        }
    }

    @Override
    public void save(Path directory) {
        lora.ifPresentOrElse(
                settings -> AdapterFiles.write(directory, base(), settings, module),
                () -> ModelDirectory.write(
                        directory,
                        files.toSave(),
                        WeightFiles.SINGLE,
                        config.storage(),
                        ModelDirectory.tensors(module)));
    }

    /** How an adapter names this model: its directory, or the name alone of one that is no longer there. */
    private String base() {
        Path directory = files.path("").toAbsolutePath().normalize();
        return (Files.isDirectory(directory) ? directory : directory.getFileName()).toString();
    }

    @Override
    public synchronized String contentHash() {
        if (contentHash.isEmpty()) {
            contentHash = Optional.of(ContentHash.of(files.texts(), module));
        }
        return contentHash.get();
    }

    @Override
    public long parameters() {
        return module.layout().parameters();
    }

    @Override
    public Device device() {
        return module.device();
    }

    @Override
    public long nativeBytes() {
        return module.bytes();
    }

    @Override
    public long sharedBytes() {
        return lora.isPresent() ? module.weightBytes() : 0;
    }

    @Override
    public void close() {
        module.close();
    }

    @Override
    public String toString() {
        return name + " (" + Math.round(module.layout().parameters() / 1e5) / 10.0 + " M parameters)";
    }

    private void requireRoom(int[] prompt) {
        if (prompt.length == 0) {
            throw new UserException("A prompt is empty. Ask a question of at least one token.");
        }
        if (prompt.length >= contextLength()) {
            throw new UserException("A prompt of " + prompt.length + " tokens leaves no room in the context of " + name
                    + ", " + contextLength() + " tokens. It begins: \""
                    + text.tokenizer().decode(Arrays.copyOf(prompt, Math.min(12, prompt.length)))
                    + "\". Leave the question out, or load a model with a longer context.");
        }
    }

    /** Refuses a model before a weight of it is read. */
    static void requireMemory(Path directory, ModelConfig config, DType dtype, Device device, long free) {
        long parameters = config.layout().parameters();
        long needed = parameters * dtype.bytes();
        if (needed > free) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "The weights of %s, %,d numbers as %s, take %.1f GB, but %.1f GB of memory are free%s. Close other"
                            + " models and programs, or load it in half precision or on a larger machine.",
                    directory,
                    parameters,
                    dtype.name().toLowerCase(Locale.ROOT),
                    needed / 1e9,
                    free / 1e9,
                    device.equals(Device.CPU) ? "" : " on " + device));
        }
    }

    private static TextParts text(ModelFiles files) {
        TextParts text = TextParts.of(files);
        requireWithin(files, text.tokenizer(), files.config());
        return text;
    }

    private static void requireWithin(ModelFiles files, HuggingFaceTextTokenizer tokenizer, ModelConfig config) {
        int rows = config.shape().vocabulary();
        if (tokenizer.vocabularySize() > rows) {
            throw new UserException(files.path(ModelFiles.TOKENIZER) + " has token ids up to "
                    + (tokenizer.vocabularySize() - 1) + ", but the embedding has " + rows
                    + " rows (vocab_size in config.json). Check that both are of the same model.");
        }
        for (int end : files.endTokens()) {
            if (end < 0 || end >= rows) {
                throw new UserException("The end token " + end + " in " + files.path(ModelFiles.CONFIG)
                        + " or generation_config.json is outside of the vocabulary, 0 to " + (rows - 1)
                        + ". Check that the files are of the same model.");
            }
        }
    }
}
