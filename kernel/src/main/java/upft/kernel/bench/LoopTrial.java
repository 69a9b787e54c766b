package upft.kernel.bench;

import java.util.Arrays;
import java.util.List;
import upft.kernel.client.RunningKernel;

/**
 * What it costs a loop that it can be interrupted: the same source once as a cell, which is woven, and once compiled and
 * loaded past the kernel by a cell, in turns within one process.
 */
record LoopTrial() implements Trial {
    private static final int TURNS = 7;

    /** Sums that vectorise, steps that depend on one another, and calls: what weaving can cost something. */
    private static final String WORK = """
            public class Work {
                static int[] numbers = java.util.stream.IntStream.range(0, 1 << 16).toArray();
                static long sum() {
                    int sum = 0;
                    for (int i = 0; i < numbers.length; i++) sum += numbers[i];
                    return sum;
                }
                static long steps() {
                    long x = 42;
                    for (int i = 0; i < 50_000; i++) x = x * 6364136223846793005L + 1442695040888963407L;
                    return x;
                }
                public static double seconds(int rounds) {
                    long start = System.nanoTime();
                    long all = 0;
                    for (int r = 0; r < rounds; r++) all += sum() ^ steps();
                    if (all == 1) System.out.println(all);
                    return (System.nanoTime() - start) / 1e9;
                }
            }
            """;

    private static final String LOAD = """
            var place = java.nio.file.Files.createTempDirectory("work");
            var source = java.nio.file.Files.writeString(place.resolve("Work.java"), %s);
            javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", place.toString(), source.toString());
            var plain = new java.net.URLClassLoader(new java.net.URL[] {place.toUri().toURL()}, null)
                    .loadClass("Work").getMethod("seconds", int.class);
            """;

    private static final String WARM_UP = "for (int i = 0; i < 5; i++) { Work.seconds(400); plain.invoke(null, 400); }";
    private static final String COMPARE = "System.out.println(Work.seconds(2000) + \" \" + plain.invoke(null, 2000));";

    @Override
    public String id() {
        return "loop";
    }

    @Override
    public String title() {
        return "Loops that can be interrupted";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.LOOP);
    }

    @Override
    public boolean forAll() {
        return false;
    }

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        kernel.awaitReady();
        printed(kernel, WORK);
        printed(kernel, LOAD.formatted(literal(WORK)));
        printed(kernel, WARM_UP);
        Readings.Builder readings = new Readings.Builder();
        for (int i = 0; i < TURNS; i++) {
            double[] seconds = Arrays.stream(printed(kernel, COMPARE).strip().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            readings.add(Quantity.LOOP, seconds[0] / seconds[1]);
        }
        return readings.build();
    }

    private static String printed(RunningKernel kernel, String code) {
        StringBuilder text = new StringBuilder();
        kernel.execute(code, published -> {
            if (published.type().equals("stream")) {
                text.append(published.text("text"));
            }
        });
        return text.toString();
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
