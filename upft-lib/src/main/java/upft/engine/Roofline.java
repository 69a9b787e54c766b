package upft.engine;

import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the engine's device, a processor with the threads it is given or a GPU, can do at most, measured through libtorch itself: no computation takes
 * less time than its arithmetic at one of these rates, or its memory traffic at the other (Williams, Waterman and Patterson
 * 2009).
 *
 * @param flopsPerSecond floating-point operations of a large float32 product
 * @param bytesPerSecond bytes read by a sum over more memory than caches hold
 */
public record Roofline(double flopsPerSecond, double bytesPerSecond) {
    private static final int SIDE = 2048;
    private static final int NUMBERS = 1 << 26;

    /** The best of so many counts: what else the machine does can only make one slower. */
    private static final int TIMES = 10;

    /** Takes some seconds and 320 MB. */
    public static Roofline measure(Engine engine) {
        try (ScriptModule script = ScriptModule.load(engine, script())) {
            double product = best(engine, script, "multiply", (long) SIDE * SIDE);
            double sum = best(engine, script, "sum", NUMBERS);
            return new Roofline(2.0 * SIDE * SIDE * SIDE / product, (double) Float.BYTES * NUMBERS / sum);
        }
    }

    /** Seconds of the fastest call. */
    private static double best(Engine engine, ScriptModule script, String method, long numbers) {
        return engine.call(() -> {
            double best = Double.POSITIVE_INFINITY;
            try (ScriptCall making = script.method("make").integers(numbers);
                    IValue tensor = making.run()) {
                for (int i = 0; i < TIMES; i++) {
                    long start = System.nanoTime();
                    try (ScriptCall call = script.method(method).tensor(tensor)) {
                        call.run(IValue::toDouble);
                    }
                    best = Math.min(best, (System.nanoTime() - start) / 1e9);
                }
            }
            return best;
        });
    }

    static Script script() {
        try (InputStream in = Roofline.class.getResourceAsStream("script/roofline.py.txt")) {
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Script("Roofline", source, Map.of("training", false, "side", SIDE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
