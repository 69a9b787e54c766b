package upft.kernel.bench;

import java.util.List;
import upft.kernel.client.RunningKernel;

/** A kernel starts, says who it is and runs one cell. */
record StartTrial() implements Trial {
    /** A start is short and its times scatter. */
    private static final int TURNS_EACH = 3;

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "Start: a new process, its first reply and its first cell";
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(Quantity.READY, Quantity.FIRST_CELL, Quantity.FIRST_RESIDENT);
    }

    @Override
    public int turns(int repeats) {
        return TURNS_EACH * repeats;
    }

    @Override
    public Readings run(RunningKernel kernel, Cells cells) {
        Readings.Builder readings = new Readings.Builder();
        readings.add(Quantity.READY, kernel.awaitReady());
        kernel.execute(cells.sum());
        readings.add(Quantity.FIRST_CELL, kernel.seconds());
        return readings.add(Quantity.FIRST_RESIDENT, KernelMemory.residentMegabytes(kernel.process()))
                .build();
    }
}
