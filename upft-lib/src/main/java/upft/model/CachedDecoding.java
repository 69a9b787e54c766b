package upft.model;

import java.util.List;
import java.util.function.Consumer;
import upft.engine.CacheRoom;
import upft.engine.DecoderModule;
import upft.engine.KeyValueCache;
import upft.engine.TokenChoice;

/** Decoding on the engine's key/value cache. */
final class CachedDecoding implements Decoding {
    private final KeyValueCache cache;
    private final boolean greedy;
    private final int contextLength;
    private final Consumer<int[]> requireRoom;

    /** @param requireRoom refuses a prompt that is empty or does not fit the context */
    CachedDecoding(
            DecoderModule module,
            TokenChoice choice,
            CacheRoom room,
            int[] beginning,
            int contextLength,
            Consumer<int[]> requireRoom) {
        this.greedy = choice.temperature() == 0;
        this.contextLength = contextLength;
        this.requireRoom = requireRoom;
        this.cache = new KeyValueCache(module, choice, beginning, room);
    }

    @Override
    public int rows() {
        return cache.rows();
    }

    @Override
    public void admit(List<Prompt> prompts, Runnable beforeEachPiece) {
        prompts.forEach(prompt -> requireRoom.accept(prompt.ids()));
        cache.admit(
                prompts.stream().map(Prompt::ids).toList(),
                prompts.stream().mapToInt(Prompt::rows).toArray(),
                beforeEachPiece);
    }

    @Override
    public void reserve(int steps) {
        cache.reserve(steps);
    }

    @Override
    public Chunk next(int steps, float[] uniforms) {
        requireContext(steps);
        return chunk(cache.next(steps, greedy ? new float[cache.rows() * steps] : checked(uniforms)));
    }

    @Override
    public void keep(int[] rows) {
        cache.keep(rows);
    }

    @Override
    public void close() {
        cache.close();
    }

    private void requireContext(int steps) {
        for (int row = 0; row < cache.rows(); row++) {
            if (cache.length(row) + steps > contextLength) {
                throw new IllegalArgumentException(
                        steps + " more tokens after " + cache.length(row) + ", but the context has " + contextLength);
            }
        }
    }

    private static float[] checked(float[] uniforms) {
        for (float u : uniforms) {
            if (!(u >= 0 && u < 1)) {
                throw new IllegalArgumentException("uniform number " + u + " is not in [0, 1)");
            }
        }
        return uniforms;
    }

    private static Chunk chunk(KeyValueCache.Sampled sampled) {
        int steps = sampled.steps();
        int rows = sampled.ids().length / steps;
        int[][] ids = new int[rows][steps];
        float[][] logProbs = new float[rows][steps];
        float[][] samplingLogProbs = new float[rows][steps];
        for (int i = 0; i < sampled.ids().length; i++) {
            ids[i / steps][i % steps] = (int) sampled.ids()[i];
            logProbs[i / steps][i % steps] = sampled.logProbs()[i];
            samplingLogProbs[i / steps][i % steps] = sampled.samplingLogProbs()[i];
        }
        return new Chunk(ids, logProbs, samplingLogProbs);
    }
}
