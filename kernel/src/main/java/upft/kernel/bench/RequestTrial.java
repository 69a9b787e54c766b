package upft.kernel.bench;

import com.google.gson.JsonObject;
import java.util.List;
import upft.kernel.client.Requests;
import upft.kernel.client.RunningKernel;

/** The requests that a person waits for, after some of the same kind that are not counted. */
record RequestTrial() implements Trial {
    private static final int WARM_UP = 40;
    private static final int COUNTED = 100;
    private static final double MILLIS_A_NANO = 1e-6;

    @Override
    public String id() {
        return "requests";
    }

    @Override
    public String title() {
        return "Round trips, each after " + WARM_UP + " that are not counted";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.ROUND_TRIP, Quantity.IS_COMPLETE, Quantity.COMPLETION);
    }

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        kernel.awaitReady();
        Readings.Builder readings = new Readings.Builder();
        time(kernel, "execute_request", Requests.execute(cells.sum()), Quantity.ROUND_TRIP, readings);
        time(kernel, "is_complete_request", Requests.code(cells.whole()), Quantity.IS_COMPLETE, readings);
        time(kernel, "complete_request", Requests.atEnd(cells.begun()), Quantity.COMPLETION, readings);
        return readings.build();
    }

    private static void time(
            RunningKernel kernel, String type, JsonObject content, Quantity quantity, Readings.Builder readings) {
        for (int i = 0; i < WARM_UP; i++) {
            kernel.ask(type, content);
        }
        for (int i = 0; i < COUNTED; i++) {
            long before = System.nanoTime();
            kernel.ask(type, content);
            readings.add(quantity, (System.nanoTime() - before) * MILLIS_A_NANO);
        }
    }
}
