package upft.kernel.bench;

import com.google.gson.JsonObject;
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
        JsonObject sum = Requests.execute(cells.sum());
        ask(kernel, "execute_request", sum, EARLY_WARM_UP);
        time(kernel, "execute_request", sum, Quantity.EARLY_ROUND_TRIP, readings);
        ask(kernel, "execute_request", sum, WARM_UP - EARLY_WARM_UP - COUNTED);
        time(kernel, "execute_request", sum, Quantity.ROUND_TRIP, readings);
        ask(kernel, "is_complete_request", Requests.code(cells.whole()), WARM_UP);
        time(kernel, "is_complete_request", Requests.code(cells.whole()), Quantity.IS_COMPLETE, readings);
        ask(kernel, "complete_request", Requests.atEnd(cells.begun()), WARM_UP);
        time(kernel, "complete_request", Requests.atEnd(cells.begun()), Quantity.COMPLETION, readings);
        return readings.build();
    }

    private static void ask(RunningKernel kernel, String type, JsonObject content, int times) {
        for (int i = 0; i < times; i++) {
            kernel.ask(type, content);
        }
    }

    private static void time(
            RunningKernel kernel, String type, JsonObject content, Quantity quantity, Readings.Builder readings) {
        for (int i = 0; i < COUNTED; i++) {
            long before = System.nanoTime();
            kernel.ask(type, content);
            readings.add(quantity, (System.nanoTime() - before) * MILLIS_A_NANO);
        }
    }
}
