package upft.bench.sample;

import java.util.List;
import java.util.Set;
import upft.bench.ForwardingModel;
import upft.model.Decoding;
import upft.model.DecodingSettings;
import upft.model.LanguageModel;

/**
 * A model that is asked a job's questions by their numbers, ends rows where the job says, and whose work is timed: so the
 * sampler itself is measured, on the token ids that the rivals get.
 */
final class JobModel extends ForwardingModel {
    private final SampleJob job;
    private final PhaseClock clock;

    JobModel(LanguageModel model, SampleJob job, PhaseClock clock) {
        super(model);
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
    public Decoding decode(Decoding.Room room, int[] beginning, DecodingSettings settings) {
        return new TimedDecoding(clock.prefill(() -> super.decode(room, beginning, settings)), clock);
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
