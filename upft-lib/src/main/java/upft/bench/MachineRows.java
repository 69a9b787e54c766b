package upft.bench;

import java.util.List;
import upft.bench.Row.Better;
import upft.engine.Roofline;

/** What the machine can do at most, measured through libtorch; shares of it are given in percent elsewhere. */
public final class MachineRows {
    /** Above the rows. */
    public static final String TITLE = "The machine, through libtorch";

    private static final double GIGA = 1e9;

    private MachineRows() {}

    /** One row for products, one for memory. */
    public static List<Row> of(Roofline machine) {
        Measured peak = Measured.of("ours", List.of(machine.flopsPerSecond() / GIGA), "");
        Measured bandwidth = Measured.of("ours", List.of(machine.bytesPerSecond() / GIGA), "");
        return List.of(
                Row.of("peak of float32 products", "GFLOP/s", Better.HIGHER, peak),
                Row.of("bandwidth of memory, reading", "GB/s", Better.HIGHER, bandwidth));
    }
}
