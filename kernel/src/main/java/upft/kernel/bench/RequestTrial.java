package upft.kernel.bench;

import java.util.List;
import upft.kernel.client.Requests;
import upft.kernel.client.RunningKernel;

/** The requests that a person waits for, after some of the same kind that are not counted. */
record RequestTrial() implements Trial {
    /** So many runs a JVM takes to compile most of what a cell needs. */
    private static final int WARM_UP = 400;

    private static final int EARLY_WARM_UP = 40;
    private static final int COUNTED = 100;
    private static final double MILLIS_A_NANO = 1e-6;

    @Override
    public String id() {
        return "requests";
    }

    @Override
    public String title() {
        return "Round trips, each after " + WARM_UP + " of its kind";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.EARLY_ROUND_TRIP, Quantity.ROUND_TRIP, Quantity.IS_COMPLETE, Quantity.COMPLETION);
    }

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        kernel.awaitReady();
        Readings.Builder readings = new Readings.Builder();
        Runnable sum = () -> kernel.execute(cells.sum());
        repeat(sum, EARLY_WARM_UP);
        time(sum, Quantity.EARLY_ROUND_TRIP, readings);
        repeat(sum, WARM_UP - EARLY_WARM_UP - COUNTED);
        time(sum, Quantity.ROUND_TRIP, readings);
        Runnable isComplete = () -> kernel.ask("is_complete_request", Requests.code(cells.whole()));
        repeat(isComplete, WARM_UP);
        time(isComplete, Quantity.IS_COMPLETE, readings);
        Runnable completion = () -> kernel.ask("complete_request", Requests.atEnd(cells.begun()));
        repeat(completion, WARM_UP);
        time(completion, Quantity.COMPLETION, readings);
        return readings.build();
    }

    private static void repeat(Runnable request, int times) {
        for (int i = 0; i < times; i++) {
            request.run();
        }
    }

    private static void time(Runnable request, Quantity quantity, Readings.Builder readings) {
        for (int i = 0; i < COUNTED; i++) {
            long before = System.nanoTime();
            request.run();
            readings.add(quantity, (System.nanoTime() - before) * MILLIS_A_NANO);
        }
    }
}
