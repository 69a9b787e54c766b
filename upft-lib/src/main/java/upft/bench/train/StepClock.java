package upft.bench.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import upft.bench.Footprint;
import upft.bench.OwnProcess;

/** Sees each step end. */
final class StepClock {
    private static final double NANOS = 1e9;

    private final List<Long> ends = new ArrayList<>();
    private final List<Double> resident = new ArrayList<>();
    private double faultsBefore;
    private double faultsAfter;

    /** A step has ended. */
    void stepped() {
        ends.add(System.nanoTime());
        faultsAfter = Footprint.faults();
        if (OwnProcess.isTold()) {
            resident.add(OwnProcess.resident());
        }
        if (ends.size() == 1) {
            faultsBefore = faultsAfter;
        }
    }

    /** From the end of each step to the end of the next. */
    List<Double> seconds() {
        List<Double> seconds = new ArrayList<>();
        for (int step = 1; step < ends.size(); step++) {
            seconds.add((ends.get(step) - ends.get(step - 1)) / NANOS);
        }
        return seconds;
    }

    /** Puts down page faults after the first step, and the memory after a tenth of the steps and after all. */
    void tell(Map<String, Double> figures) {
        if (!resident.isEmpty()) {
            figures.put(Footprint.MINOR_FAULTS, faultsAfter - faultsBefore);
            figures.put(TrainResult.RESIDENT_EARLY, resident.get((resident.size() - 1) / 10));
            figures.put(TrainResult.RESIDENT_LATE, resident.get(resident.size() - 1));
        }
    }
}
