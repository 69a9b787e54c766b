package upft.kernel.bench;

import java.util.List;
import java.util.Optional;
import upft.kernel.client.RunningKernel;

/** The same cell again and again: what stays of it in memory. */
record GrowthTrial() implements Trial {
    private static final int WARM_UP = 30;
    private static final int RUNS = 1000;

    @Override
    public String id() {
        return "growth";
    }

    @Override
    public String title() {
        return "Memory: live objects of a JVM's heap, what is resident of others";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.GROWTH);
    }

    /** It takes long where a cell does, and does not scatter. */
    @Override
    public int turns(int repeats) {
        return 1;
    }

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        kernel.awaitReady();
        repeat(kernel, cells, WARM_UP);
        Optional<Double> before = KernelMemory.liveMegabytes(kernel.process());
        repeat(kernel, cells, RUNS);
        Optional<Double> after = KernelMemory.liveMegabytes(kernel.process());
        return new Readings.Builder()
                .add(Quantity.GROWTH, before.flatMap(b -> after.map(a -> a - b)))
                .build();
    }

    private static void repeat(RunningKernel kernel, Cells cells, int times) {
        for (int i = 0; i < times; i++) {
            kernel.execute(cells.again());
        }
    }
}
