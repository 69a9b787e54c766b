package upft.bench.device;

import java.util.function.Supplier;

/**
 * A result and how long it took.
 *
 * @param seconds wall time
 */
record Timed<T>(T value, double seconds) {
    static <T> Timed<T> of(Supplier<T> work) {
        long start = System.nanoTime();
        T value = work.get();
        return new Timed<>(value, (System.nanoTime() - start) / 1e9);
    }

    double rate(double units) {
        return units / seconds;
    }
}
