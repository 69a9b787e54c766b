package upft.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What a measured process takes of the machine, as figures of its answer; {@code rival.py} has the same names. Where the
 * system does not tell, they are left out.
 */
public final class Footprint {
    /** Bytes resident before the model was loaded, with all libraries. */
    public static final String RESIDENT_EMPTY = "residentEmpty";

    /** The most bytes that were resident. */
    public static final String RESIDENT_PEAK = "residentPeak";

    /** Page faults without disk access while the clock ran. */
    public static final String MINOR_FAULTS = "minorFaults";

    private static final double MEGA = 1e6;

    private Footprint() {}

    /** Puts down what this process has resident before it loads a model. */
    public static void empty(Map<String, Double> figures) {
        if (OwnProcess.isTold()) {
            figures.put(RESIDENT_EMPTY, OwnProcess.resident());
        }
    }

    /** Puts down the most that this process has had resident. */
    public static void peak(Map<String, Double> figures) {
        if (OwnProcess.isTold()) {
            figures.put(RESIDENT_PEAK, OwnProcess.peakResident());
        }
    }

    /** This process's page faults so far; 0 where the system does not tell. */
    public static double faults() {
        return OwnProcess.isTold() ? OwnProcess.minorFaults() : 0;
    }

    /** Puts down the page faults since there were {@code before}. */
    public static void faultsSince(double before, Map<String, Double> figures) {
        if (OwnProcess.isTold()) {
            figures.put(MINOR_FAULTS, OwnProcess.minorFaults() - before);
        }
    }

    /** The most megabytes that were resident. */
    public static Optional<Double> peakMegabytes(Map<String, Double> figures) {
        return Optional.ofNullable(figures.get(RESIDENT_PEAK)).map(bytes -> bytes / MEGA);
    }

    /** Megabytes between what was resident before the model was loaded and the most that was. */
    public static Optional<Double> megabytesAboveEmpty(Map<String, Double> figures) {
        return Optional.ofNullable(figures.get(RESIDENT_PEAK))
                .flatMap(
                        peak -> Optional.ofNullable(figures.get(RESIDENT_EMPTY)).map(empty -> (peak - empty) / MEGA));
    }
}
