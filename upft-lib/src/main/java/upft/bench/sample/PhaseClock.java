package upft.bench.sample;

import java.util.function.Supplier;

/** Adds up the time that goes into prompts, and the passes through the model after them. */
final class PhaseClock {
    private long prefillNanos;
    private long steps;

    /** Runs what belongs to the prompts. */
    <T> T prefill(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        prefillNanos += System.nanoTime() - start;
        return result;
    }

    void step(int count) {
        steps += count;
    }

    double prefillSeconds() {
        return prefillNanos / 1e9;
    }

    double steps() {
        return steps;
    }
}
