package upft.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import upft.engine.Device;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;
import upft.model.LoraSettings;
import upft.model.TextTokenizer;
import upft.model.TrainingPlan;
import upft.model.TrainingRun;

/** A model that does what another one does, so that a benchmark can stand between a model and what uses it. */
public abstract class ForwardingModel extends LanguageModel {
    private final LanguageModel model;

    protected ForwardingModel(LanguageModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public TextTokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public int[] promptIds(String question) {
        return model.promptIds(question);
    }

    @Override
    public Set<Integer> endTokens() {
        return model.endTokens();
    }

    @Override
    public OptionalInt endToken() {
        return model.endToken();
    }

    @Override
    public GenerationConfig generationConfig() {
        return model.generationConfig();
    }

    @Override
    public int contextLength() {
        return model.contextLength();
    }

    @Override
    public float[][] logits(int[] ids) {
        return model.logits(ids);
    }

    @Override
    public Decoding decode(Decoding.Room room, int[] beginning, DecodingSettings settings) {
        return model.decode(room, beginning, settings);
    }

    @Override
    public TrainingRun beginTraining(TrainingPlan plan) {
        return model.beginTraining(plan);
    }

    @Override
    public void requireTrainable(TrainingPlan plan) {
        model.requireTrainable(plan);
    }

    @Override
    public Optional<LoraSettings> adapter() {
        return model.adapter();
    }

    @Override
    public LanguageModel withAdapter(Path directory) {
        return model.withAdapter(directory);
    }

    @Override
    public LanguageModel plain() {
        return model.plain();
    }

    @Override
    public LanguageModel named(String name) {
        return model.named(name);
    }

    @Override
    public LanguageModel merged(String name) {
        return model.merged(name);
    }

    @Override
    public void save(Path directory) {
        model.save(directory);
    }

    @Override
    public String contentHash() {
        return model.contentHash();
    }

    @Override
    public long parameters() {
        return model.parameters();
    }

    @Override
    public Device device() {
        return model.device();
    }

    @Override
    public long nativeBytes() {
        return model.nativeBytes();
    }

    @Override
    public long sharedBytes() {
        return model.sharedBytes();
    }

    @Override
    public void close() {
        model.close();
    }
}
