package upft.bench.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import upft.engine.Device;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.GenerationConfig;
import upft.model.LanguageModel;
import upft.model.LoraSettings;
import upft.model.OptimizerSettings;
import upft.model.TextTokenizer;
import upft.model.TrainingRun;

/**
 * A model that is asked a job's questions by their numbers, ends rows where the job says, and whose work is timed: so the
 * sampler itself is measured, on the token ids that the rivals get.
 */
final class JobModel extends LanguageModel {
    private final LanguageModel model;
    private final SampleJob job;
    private final PhaseClock clock;

    JobModel(LanguageModel model, SampleJob job, PhaseClock clock) {
        this.model = model;
        this.job = job;
        this.clock = clock;
    }

    @Override
    public int[] promptIds(String number) {
        return job.prompts().get(Integer.parseInt(number));
    }

    @Override
    public Set<Integer> endTokens() {
        return Set.copyOf(job.endTokens());
    }

    @Override
    public Decoding decode(int room, int[] beginning, DecodingSettings settings) {
        return new TimedDecoding(clock.prefill(() -> model.decode(room, beginning, settings)), clock);
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
    public TrainingRun beginTraining(OptimizerSettings settings) {
        return model.beginTraining(settings);
    }

    @Override
    public TrainingRun beginTraining(OptimizerSettings settings, LoraSettings adapter, long seed) {
        return model.beginTraining(settings, adapter, seed);
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
    public void close() {
        model.close();
    }

    private record TimedDecoding(Decoding decoding, PhaseClock clock) implements Decoding {
        @Override
        public int rows() {
            return decoding.rows();
        }

        @Override
        public void admit(List<Prompt> prompts, Runnable beforeEachPiece) {
            clock.prefill(() -> {
                decoding.admit(prompts, beforeEachPiece);
                return prompts;
            });
        }

        @Override
        public void reserve(int steps) {
            decoding.reserve(steps);
        }

        @Override
        public Chunk next(int steps, float[] uniforms) {
            clock.step(steps);
            return decoding.next(steps, uniforms);
        }

        @Override
        public void keep(int[] rows) {
            decoding.keep(rows);
        }

        @Override
        public void close() {
            decoding.close();
        }
    }
}
